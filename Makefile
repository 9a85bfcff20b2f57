# Berth. `make help` lists the targets.
GO      ?= go
DIST    := dist
VERSION := $(shell git describe --always --dirty 2>/dev/null || echo dev)
export GOFLAGS ?= -buildvcs=false

.PHONY: help demo demo-kube test check wasm site contracts xterm bench bench-gas verify fmt generate clean chromium cluster-up cluster-down e2e-kube

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

demo: site ## everything in one process: open http://localhost:8080
	$(GO) build -o bin/demo ./demo
	exec ./bin/demo $(ARGS)

wasm: ## the browser's file: dist/app.wasm, and with brotli dist/app.wasm.br
	@mkdir -p $(DIST)
	$(GO) run ./ui/lean -out $(DIST)/lean
	GOOS=js GOARCH=wasm $(GO) build -modfile $(DIST)/lean/lean.mod -trimpath -gcflags=all=-l -ldflags "-s -w" -o $(DIST)/app.wasm ./ui
	$(GO) run ./shared/server/brotli -max 1900000 $(DIST)/app.wasm

site: wasm ## the static site in dist/site, for any web server (see vercel.json)
	$(GO) run ./ui -out $(DIST)/site -version "$(VERSION)" -wasm $(DIST)/app.wasm

test: site chromium ## every test but the heavy ones
	$(GO) test ./...
	$(MAKE) -C contracts test

check: site chromium ## vet, staticcheck, tests under the race detector, WASM size, generated code, import rules, Solidity
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo 'run make fmt'; exit 1; }
	$(GO) vet ./...
	GOOS=js GOARCH=wasm $(GO) vet ./ui/... ./shared/...
	$(GO) tool staticcheck ./...
	$(GO) test -race ./...
	$(MAKE) -C contracts test

contracts: ## compiles the contracts and writes their Go bindings (needs npm; the bindings are committed)
	$(MAKE) -C contracts bind

xterm: ## gets the files of assets/xterm from npm again (they are committed)
	assets/xterm/fetch.sh

generate: ## every generated file
	$(GO) generate ./...

bench: ## the benchmarks; the README says how to read them
	$(GO) test -run '^$$' -bench . -benchmem ./...

bench-gas: ## gas of every call against the budget
	$(MAKE) -C contracts gas

verify: check bench-gas ## everything, the heavy suites too: half an hour or more, as root for the cluster
	$(MAKE) -C contracts lint
	$(MAKE) -C contracts test-heavy
	cd e2e/cluster && $(GO) vet ./... && $(GO) test ./...
	$(MAKE) e2e-kube

cluster-up: ## a one-node Kubernetes on this machine, for tests; needs root (the first time: ten minutes or so)
	cd e2e/cluster && $(GO) run . up

cluster-down: ## stops it and leaves nothing behind
	cd e2e/cluster && $(GO) run . down

e2e-kube: site chromium ## the gateway's tests on a real Kubernetes
	kubeconfig=$$(cd e2e/cluster && $(GO) run . up | tail -n 1) && { \
		export BERTH_KUBECONFIG=$$kubeconfig; \
		$(GO) test -count=1 -timeout 60m -v ./e2e/kube && $(GO) test -count=1 -v -run TestClusterInTheBrowser ./e2e; code=$$?; \
		(cd e2e/cluster && $(GO) run . down); exit $$code; }

demo-kube: site ## the demo with one more node, in front of that Kubernetes
	$(GO) build -o bin/demo ./demo
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
