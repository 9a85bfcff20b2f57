# Berth. `make help` lists the targets.
GO      ?= go
DIST    := dist
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo dev)
# One set of flags for all that is built, so that each package is compiled once: by hand, for the demo, by the checks. No C,
# which none of it needs and which costs a quarter of a cold build (only the race detector is linked with it); and of
# FerretDB's backends only SQLite.
export GOFLAGS     ?= -buildvcs=false -tags=ferretdb_no_postgresql
export CGO_ENABLED ?= 0

.PHONY: help admin admin-plain admin-file bin/admin demo demo-kube dev gateway test check browser site site-plain site-dev wasm wasm-file contracts xterm walletconnect screens screenshots gallery bench bench-gas verify fmt generate clean attack chromium bench-proxy bench-crowd bench-bff bench-ui lighthouse soak wallets cluster-up \
	cluster-down e2e-kube e2e-scale images catalogue-kube vet corpora bin/demo bin/dev bin/ui image image-binaries image-platform image-prover test-deploy

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: site-plain admin-plain bin/demo ## everything in one process: open http://localhost:8080
	exec ./bin/demo $(ARGS)

dev: admin-plain bin/demo bin/dev ## the demo for who works on the app: what is saved in ui, shared or assets is in the browser some seconds later
	exec ./bin/dev $(ARGS)

bin/demo:
	$(GO) build -ldflags "-s -w" -o $@ ./demo

bin/dev:
	$(GO) build -o $@ ./demo/dev

# go-app without its server half: see ui/lean.
$(DIST)/lean/lean.mod: go.mod go.sum ui/lean/main.go
	$(GO) run ./ui/lean -out $(DIST)/lean

wasm-file: $(DIST)/lean/lean.mod
	GOOS=js GOARCH=wasm $(GO) build -modfile $(DIST)/lean/lean.mod -trimpath -gcflags=all=-l -ldflags "-s -w" -o $(DIST)/app.wasm.linked ./ui
	$(GO) run ./ui/lean -fold -squeeze $(DIST)/app.wasm.linked

wasm: wasm-file ## the browser's file: dist/app.fold, and with brotli dist/app.fold.br
	$(GO) run ./shared/server/brotli -max 1700000 $(DIST)/app.fold

site: wasm bin/ui ## the static site in dist/site, for any web server (see vercel.json); CONTRACTS=addresses.json fixes what it signs for, CONTRACTS_RPC=URL is for wallets
	./bin/ui -out $(DIST)/site -version "$(VERSION)" -wasm $(DIST)/app.fold -contracts "$(CONTRACTS)" -rpc "$(CONTRACTS_RPC)"

# The gateway's admin pages: a second file for the browser, which the gateway carries.
ADMIN := gateway/admin/site/dist

admin-file: $(DIST)/lean/lean.mod
	GOOS=js GOARCH=wasm $(GO) build -modfile $(DIST)/lean/lean.mod -trimpath -gcflags=all=-l -ldflags "-s -w" -o $(DIST)/admin.wasm.linked ./ui/admin
	$(GO) run ./ui/lean -squeeze $(DIST)/admin.wasm.linked

admin: admin-file bin/admin ## the gateway's admin pages, in the folder that the gateway is built with
	$(GO) run ./shared/server/brotli -max 1500000 $(DIST)/admin.wasm
	./bin/admin -out $(ADMIN) -version "$(VERSION)" -wasm $(DIST)/admin.wasm

admin-plain: admin-file bin/admin
	./bin/admin -plain -out $(ADMIN) -version "$(VERSION)" -wasm $(DIST)/admin.wasm

bin/admin:
	$(GO) build -ldflags "-s -w" -o $@ ./ui/admin

# The same without brotli, which takes half a minute and which no browser on this machine needs.
site-plain: wasm-file bin/ui
	./bin/ui -plain -out $(DIST)/site -version "$(VERSION)" -wasm $(DIST)/app.fold

# The site for make dev, in dist/dev.
site-dev: wasm-file bin/ui
	./bin/ui -plain -dev -out $(DIST)/dev -version "dev-$$(date +%s%N)" -wasm $(DIST)/app.fold

gateway: admin ## a node's gateway with its operator's commands, one static binary: bin/berth-gateway
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w -X berth/shared/server/web.linked=$(VERSION)" -o bin/berth-gateway ./gateway/main

bin/ui:
	$(GO) build -ldflags "-s -w" -o $@ ./ui

# Race detection needs a C compiler; a machine that has none tests without.
CC_THERE := $(shell command -v "$$($(GO) env CC)" 2>/dev/null)
RACE     := $(if $(CC_THERE),CGO_ENABLED=1 $(GO) test -race,$(GO) test)

test: site admin chromium vet ## what a change must pass: vet, staticcheck, dead code, errors ignored, tests under the race detector, the main ways in a browser, Solidity
	@$(if $(CC_THERE),,echo 'no C compiler here: the tests run WITHOUT the race detector. Remedy: apt-get install gcc libc6-dev')
	$(RACE) -timeout 20m -parallel 4 $$($(GO) list ./... | grep -v -e '^berth$$' -e '^berth/e2e')
	$(RACE) -count=1 . # the test cache does not know of the files that these look at, nor of the demo
	$(RACE) -count=1 -short -timeout 20m ./e2e/... # by themselves, so that no browser waits for a compiler
	$(MAKE) -C contracts test

check: test

browser: site admin chromium ## every test in a real browser, under the race detector: make test goes the main ways only
	$(RACE) -count=1 -timeout 60m -v ./e2e

vet:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run make fmt'; exit 1; }
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./ui/... ./shared/...
	$(GO) tool staticcheck ./...
	$(GO) tool errcheck -ignoretests -exclude .ci/errcheck.txt ./...

contracts: ## compiles the contracts and writes their Go bindings (needs npm; the bindings are committed)
	$(MAKE) -C contracts bind

xterm: ## gets the files of assets/xterm from npm again (they are committed)
	assets/xterm/fetch.sh

walletconnect: ## the same for the files of assets/walletconnect
	assets/walletconnect/fetch.sh

screens: site chromium ## takes the pictures of the app's manifest again, into assets/screens (they are committed)
	mkdir -p assets/screens
	BERTH_SCREENS=$(abspath assets/screens) $(GO) test -count=1 -run '^TestScreens$$' ./e2e

gallery: ## the parts of ui/part in their states, in both themes and languages: dist/gallery, to be opened as files
	$(GO) run ./ui/gallery -out $(DIST)/gallery

screenshots: site chromium ## pictures of every page, on a phone and a desktop, in both themes and languages, into dist/screenshots; what is wrong with a page's look fails
	BERTH_SCREENSHOTS=$(abspath $(DIST))/screenshots $(GO) test -count=1 -timeout 30m -v -run '^TestPagesInTheBrowser$$' ./e2e

generate: ## every generated file
	$(GO) generate ./...

# The gateway for each architecture that its image is for: the same bytes wherever a commit is built.
image-binaries: admin
	for arch in amd64 arm64; do GOOS=linux GOARCH=$$arch $(GO) build -buildvcs=false -trimpath -ldflags "-s -w -X berth/shared/server/web.linked=$(VERSION)" -o $(DIST)/image/$$arch/berth-gateway ./gateway/main && \
		GOOS=linux GOARCH=$$arch $(GO) build -buildvcs=false -trimpath -ldflags "-s -w" -o $(DIST)/image/$$arch/ ./gateway/kube/fill ./gateway/kube/disk || exit 1; done

image: image-binaries ## the gateway's container image, for amd64 and arm64: dist/image/berth-gateway.tar; ARGS="-push registry.example.org/berth/berth-gateway:v1" sends it
	cd deploy/image && SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)} $(GO) run . -version "$(VERSION)" -revision "$$(git rev-parse HEAD 2>/dev/null)" -out $(abspath $(DIST))/image $(ARGS) $(abspath $(DIST))/image/amd64/berth-gateway $(abspath $(DIST))/image/arm64/berth-gateway

# The platform's, which has the site in it.
image-platform: site ## the platform's container image, like the gateway's: dist/image/berth-platform.tar; ARGS="-push registry.example.org/berth/berth-platform:v1" sends it
	for arch in amd64 arm64; do GOOS=linux GOARCH=$$arch $(GO) build -buildvcs=false -trimpath -ldflags "-s -w -X berth/shared/server/web.linked=$(VERSION)" -o $(DIST)/image/$$arch/berth-platform ./bff/main || exit 1; done
	cd deploy/image && SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)} $(GO) run . -program berth-platform -site $(abspath $(DIST))/site -version "$(VERSION)" -revision "$$(git rev-parse HEAD 2>/dev/null)" -out $(abspath $(DIST))/image $(ARGS) $(abspath $(DIST))/image/amd64/berth-platform $(abspath $(DIST))/image/arm64/berth-platform

image-prover: ## what platforms measure nodes with, like the gateway's: dist/image/berth-prover.tar; ARGS="-push registry.example.org/berth/berth-prover:v1" sends it
	for arch in amd64 arm64; do GOOS=linux GOARCH=$$arch $(GO) build -buildvcs=false -trimpath -ldflags "-s -w" -o $(DIST)/image/$$arch/berth-prover ./bff/certify/prover || exit 1; done
	cd deploy/image && SOURCE_DATE_EPOCH=$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct 2>/dev/null)} $(GO) run . -program berth-prover -version "$(VERSION)" -revision "$$(git rev-parse HEAD 2>/dev/null)" -out $(abspath $(DIST))/image $(ARGS) $(abspath $(DIST))/image/amd64/berth-prover $(abspath $(DIST))/image/arm64/berth-prover

test-deploy: ## the tests of the image, the Helm chart and the dashboard, in modules of their own
	cd deploy/image && $(GO) vet ./... && $(GO) tool -modfile ../../go.mod staticcheck ./... && $(GO) test ./...
	cd deploy && $(GO) vet ./... && $(GO) tool -modfile ../go.mod staticcheck ./... && $(GO) test ./...

corpora: ## what becomes of collections of other people's files: CORPUS is a folder with <collection>/<format>/<path>; ARGS="-files TEXT" lists those refused for TEXT
	@$(GO) run ./gateway/manifest/corpora $(ARGS) $(CORPUS)

bench: ## the benchmarks; the README says how to read them
	CGO_ENABLED=$(if $(CC_THERE),1,0) $(GO) test -run '^$$' -bench . -benchmem ./... # as a server is built

# What the gateway is compared with. Caddy is built once; the module proxy may take minutes.
$(DIST)/caddy:
	GOBIN=$(abspath $(DIST)) GOFLAGS= $(GO) install github.com/caddyserver/caddy/v2/cmd/caddy@v2.11.9

bench-proxy: $(DIST)/caddy ## the gateway beside nginx and Caddy, in one run on a quiet machine (apt-get install nginx-light); ARGS="-rounds 1" and others, see e2e/bench
	$(GO) build -ldflags "-s -w" -o bin/bench ./e2e/bench
	./bin/bench $(ARGS)
	./bin/bench -tls -sockets 0 $(ARGS)

bench-crowd: ## what visitors of one service feel of slow clients, 200 other services and a thousand connections to ports; a quiet machine
	$(GO) build -ldflags "-s -w" -o bin/bench ./e2e/bench
	./bin/bench -crowd -rate 500 $(ARGS)

bench-bff: ## the platform's backend in one run: search at 100,000 and a million nodes, cached answers beside Fiber's constant, indexing, greeting, memory; a quiet machine with 8 GB
	BERTH_BENCH_MILLION=1 $(GO) test -run '^$$' -bench . -benchmem -timeout 60m -p 1 ./bff/...

bench-ui: site chromium ## what a visit of the app is like, the first and the second, on this machine and on a phone with a slow line: docs/speed.md says how to read it
	BERTH_SPEED=$(abspath $(DIST))/bench-ui.json $(GO) test -count=1 -timeout 30m -run '^TestSpeed$$' ./e2e -v | grep -v -e '^=== ' -e '^ *--- '

$(DIST)/lighthouse/node_modules: e2e/lighthouse/package.json e2e/lighthouse/package-lock.json
	mkdir -p $(DIST)/lighthouse && cp e2e/lighthouse/package*.json $(DIST)/lighthouse/
	cd $(DIST)/lighthouse && npm ci --ignore-scripts --no-audit --no-fund && touch node_modules

lighthouse: site chromium $(DIST)/lighthouse/node_modules ## what Lighthouse finds of each page on its mobile device: docs/speed.md says how to read it
	BERTH_LIGHTHOUSE=$(abspath $(DIST))/lighthouse $(GO) test -count=1 -timeout 60m -run '^TestLighthouse$$' ./e2e -v | grep -v -e '^=== ' -e '^ *--- '

soak: site chromium ## walks through all pages at random on a slow processor, SOAK=20m long: nothing may end the app or be an error in the console; BERTH_SOAK_SEED=… walks the same way again
	BERTH_SOAK=$${SOAK:-20m} $(GO) test -count=1 -timeout 90m -v -run '^TestSoak$$' ./e2e

wallets: site chromium ## wallets and accounts of other makers, from npm, all the way from log-in to what is owed: docs/wallets.md
	BERTH_WALLETS=1 $(GO) test -count=1 -timeout 40m -v -run '^Test(Wallets|WalletElsewhere|WalletConnect|RentDeclined|ContractAccounts)InTheBrowser$$' ./e2e

bench-gas: ## gas of every call against the budget
	$(MAKE) -C contracts gas

attack: site admin chromium ## all attack tests, those that take long too: what was tried, how often, what came through (loopback only)
	$(GO) run ./e2e/attack

verify: export BERTH_WALLETS := 1
verify: test browser attack bench-gas ## everything, the heavy suites too: two hours or more, as root for the cluster
	$(MAKE) -C contracts lint
	$(MAKE) -C contracts test-heavy
	cd e2e/cluster && $(GO) vet ./... && $(GO) test ./...
	cd e2e/images && $(GO) vet ./... && $(GO) test ./...
	$(MAKE) test-deploy
	BERTH_SLOW=1 $(GO) test -count=1 -timeout 40m -run 'TestSleepInTheBrowser|TestAlarmInTheBrowser' ./e2e
	$(MAKE) e2e-scale
	$(MAKE) e2e-kube
	$(MAKE) catalogue-kube

cluster-up: ## a one-node Kubernetes on this machine, for tests; needs root (the first time: ten minutes or so)
	cd e2e/cluster && $(GO) run . up

cluster-down: ## stops it and leaves nothing behind
	cd e2e/cluster && $(GO) run . down

e2e-kube: site admin chromium ## the gateway's tests on a real Kubernetes
	kubeconfig=$$(cd e2e/cluster && $(GO) run . up | tail -n 1) && { \
		export BERTH_KUBECONFIG=$$kubeconfig; \
		$(GO) test -count=1 -timeout 60m -v ./e2e/kube && $(GO) test -count=1 -v -run TestTryOnCluster ./gateway/kube/inspect && \
		$(GO) test -count=1 -v -run 'ClusterInTheBrowser' ./e2e; code=$$?; \
		(cd e2e/cluster && $(GO) run . down); exit $$code; }

e2e-scale: site ## two replicas of the platform behind a balancer, on FerretDB with PostgreSQL (apt-get install postgresql), each killed in turn under load
	BERTH_SCALE=1 $(GO) test -count=1 -v -timeout 20m -run TestScale ./e2e

images: ## container images of real services for that cluster, out of Debian's, npm's and Go's packages; needs root and Debian (the first time: ten minutes or so)
	cd e2e/images && $(GO) run . build $(ARGS)

catalogue-kube: images chromium ## the catalogue's services by their own images' names on that cluster, each opened by its client; RESULTS=docs/catalogue-results.md writes what came of it
	kubeconfig=$$(cd e2e/cluster && $(GO) run . up | tail -n 1) && { \
		BERTH_KUBECONFIG=$$kubeconfig BERTH_CATALOGUE=1 BERTH_RESULTS=$(if $(RESULTS),$(abspath $(RESULTS))) $(GO) test -count=1 -timeout 60m -v -run '^TestCatalogue$$' ./e2e/kube; code=$$?; \
		(cd e2e/cluster && $(GO) run . down); exit $$code; }

demo-kube: site-plain admin-plain bin/demo ## the demo with one more node, in front of that Kubernetes
	kubeconfig=$$(cd e2e/cluster && $(GO) run . up | tail -n 1) && exec ./bin/demo --kubeconfig "$$kubeconfig" $(ARGS)

chromium: # the browser test needs it; a machine without it gets Debian's where that is allowed
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq chromium; \
		elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq chromium; \
		else echo 'chromium is missing and may not be installed by this user: the browser test will say so. Remedy: apt-get install chromium'; fi; }

fmt: ## gofmt
	gofmt -w $$(git ls-files '*.go')

clean: ## what was built; the demo's state in .berth stays
	rm -rf $(DIST) bin
