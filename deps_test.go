// Package berth holds the rules that no single part can hold: who may import whom, and that nothing is carried along that
// nobody needs. A rule that names something that is not there any more fails, so that none outlives its reason.
package berth

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// command is what the go command prints.
func command(t *testing.T, env []string, args ...string) string {
	t.Helper()
	return run(t, env, "go", args...)
}

// run runs a program, with more in its environment, and gives what it printed.
func run(t *testing.T, env []string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(cmd.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, stderr.String())
	}
	return string(out)
}

// node is a package of the import graph.
type node struct {
	ImportPath string
	Imports    []string // its own, without its tests'
	Deps       []string // and all that those need
}

// graph are this module's packages and all that they need, by import path.
var graph = sync.OnceValue(func() map[string]node {
	out, err := exec.Command("go", "list", "-deps", "-json=ImportPath,Imports,Deps", "./...").Output()
	if err != nil {
		return nil
	}
	all := map[string]node{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var n node
		if err := d.Decode(&n); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			return nil
		}
		all[n.ImportPath] = n
	}
})

// packages are the graph's; there are none where the module does not build.
func packages(t *testing.T) map[string]node {
	t.Helper()
	all := graph()
	if len(all) == 0 {
		t.Fatal("go list gives no packages; remedy: see what `go list -deps ./...` says")
	}
	return all
}

// under reports whether a package is root or below it.
func under(pkg, root string) bool { return pkg == root || strings.HasPrefix(pkg, root+"/") }

// within are the packages that are one of roots or below one; each root must have some.
func within(t *testing.T, roots ...string) []node {
	t.Helper()
	var found []node
	for _, root := range roots {
		n := len(found)
		for path, p := range packages(t) {
			if under(path, root) {
				found = append(found, p)
			}
		}
		if len(found) == n {
			t.Errorf("a rule names %s, which is not there any more", root)
		}
	}
	return found
}

// TestPartsStayApart: what a part may need of this module, itself included. All else is another part's.
func TestPartsStayApart(t *testing.T) {
	for _, r := range []struct {
		part string
		may  []string
		why  string
	}{
		{"berth/shared", nil, "it is the vocabulary: whoever speaks it must not carry a part along"},
		{"berth/contracts", []string{"berth/shared"}, "platform and gateways use its client alike, so it may know of neither"},
		{"berth/ui", []string{"berth/shared", "berth/assets"}, "a browser must not carry server code"},
		{"berth/bff", []string{"berth/contracts/bind", "berth/contracts/chain", "berth/contracts/universal", "berth/shared", "berth/assets"},
			"anyone may run a platform without a gateway: they meet on the wire and on chain"},
		{"berth/gateway", []string{"berth/contracts/bind", "berth/contracts/chain", "berth/contracts/universal", "berth/shared"},
			"a node must not carry the platform, which it does not trust"},
	} {
		within(t, r.may...)
		for _, p := range within(t, r.part) {
			for _, dep := range p.Deps {
				if under(dep, "berth") && !under(dep, r.part) && !slices.ContainsFunc(r.may, func(m string) bool { return under(dep, m) }) {
					t.Errorf("%s needs %s, which is another part's: %s", p.ImportPath, dep, r.why)
				}
			}
		}
	}
}

// TestRoomsStayApart: what packages of one part must not need of each other or of a library, not even through others.
func TestRoomsStayApart(t *testing.T) {
	for _, r := range []struct {
		rooms, not []string
		why        string
	}{
		{[]string{"berth/gateway/kube/build", "berth/gateway/kube/verdict", "berth/gateway/kube/logs"}, []string{"k8s.io/client-go"},
			"they are pure: what is applied and what is judged follows from values alone, and is tested without a cluster"},
		{[]string{"berth/gateway/cluster"}, []string{"berth/gateway/lease", "berth/gateway/kube", "berth/gateway/local"},
			"it is the vocabulary between orders and runtimes, and takes neither's side"},
		{[]string{"berth/gateway/lease"}, []string{"berth/gateway/kube", "berth/gateway/local"},
			"an order's way is the same on every runtime"},
		{[]string{"berth/gateway/lease/book", "berth/gateway/lease/tenancy"}, []string{"berth/gateway/lease/reconcile", "k8s.io/client-go"},
			"they say how things stand and what users want; what is done about it is decided in one place"},
		{[]string{"berth/gateway/lease/diary", "berth/gateway/lease/traffic", "berth/gateway/lease/usage"}, []string{"berth/gateway/lease/book"},
			"they keep what they are given, and can be understood alone"},
		{[]string{"berth/gateway/door"}, []string{"berth/gateway/proxy", "berth/gateway/lease", "berth/gateway/edge"},
			"who may open a service is decided without asking what runs, or how it is asked"},
		{[]string{"berth/gateway/auth"}, []string{"berth/gateway/door"}, "tokens are before what is got by them"},
		{[]string{"berth/gateway/edge/call", "berth/gateway/edge/limit", "berth/gateway/edge/stream"},
			[]string{"berth/gateway/edge/data", "berth/gateway/edge/deploy", "berth/gateway/edge/lobby", "berth/gateway/edge/logs", "berth/gateway/edge/share", "berth/gateway/edge/socket"},
			"all kinds of questions to a gateway stand on them"},
		{[]string{"berth/gateway/kube", "berth/gateway/local"}, []string{"berth/gateway/lease", "berth/gateway/edge", "berth/gateway/ledger"},
			"a runtime is told what to run and knows nothing of orders, HTTP or the ledger"},
		{[]string{"berth/shared/wire", "berth/shared/typed", "berth/shared/problem"}, []string{"berth/shared/server"},
			"the browser speaks them, too"},
		{[]string{"berth/ui/part", "berth/ui/state", "berth/ui/text", "berth/ui/api", "berth/ui/js", "berth/ui/wallet"}, []string{"berth/ui/page", "berth/ui/admin"},
			"pages stand on them"},
	} {
		within(t, r.not...)
		for _, p := range within(t, r.rooms...) {
			for _, dep := range p.Deps {
				if slices.ContainsFunc(r.not, func(n string) bool { return under(dep, n) }) {
					t.Errorf("%s needs %s: %s", p.ImportPath, dep, r.why)
				}
			}
		}
	}
}

// TestQuestionsStayApart: a room for one kind of question to a gateway knows no other, nor who puts them together.
func TestQuestionsStayApart(t *testing.T) {
	const front = "berth/gateway/edge"
	rooms := []string{front + "/data", front + "/deploy", front + "/lobby", front + "/logs", front + "/share", front + "/socket"}
	for _, room := range within(t, rooms...) {
		for _, dep := range room.Deps {
			if dep == front || slices.Contains(rooms, dep) {
				t.Errorf("%s needs %s: what several of them use belongs to %s/call, limit or stream", room.ImportPath, dep, front)
			}
		}
	}
}

// TestPagesStayApart: a page imports no other page, so that a new one arrives, and an old one goes, without touching
// others. Only berth/ui/page knows the app's, and berth/ui/admin/page a node's admin pages; each knows all of its own.
func TestPagesStayApart(t *testing.T) {
	for _, all := range []string{"berth/ui/page", "berth/ui/admin/page"} {
		page := func(pkg string) string {
			rest, ok := strings.CutPrefix(pkg, all+"/")
			if !ok {
				return ""
			}
			name, _, _ := strings.Cut(rest, "/")
			return name
		}
		pages := map[string]bool{}
		for _, p := range within(t, all) {
			mine := page(p.ImportPath)
			if mine == "" {
				continue
			}
			pages[mine] = true
			for _, dep := range p.Deps {
				if other := page(dep); dep == all || other != "" && other != mine {
					t.Errorf("%s needs %s: what several pages use belongs to berth/ui/part, or to berth/ui/admin/view", p.ImportPath, dep)
				}
			}
		}
		if len(pages) == 0 {
			t.Errorf("a rule names the packages below %s, and there are none", all)
		}
		for name := range pages {
			if !slices.Contains(packages(t)[all].Deps, all+"/"+name) {
				t.Errorf("%s does not know the page %s", all, name)
			}
		}
	}
}

// TestBrowserStaysSmall: what a phone must not download. Each of these is hundreds of kilobytes, or stands for such.
func TestBrowserStaysSmall(t *testing.T) {
	not := map[string]string{
		"berth/shared/server":             "it is for servers: it may use whatever they use",
		"github.com/ethereum/go-ethereum": "the wallet signs and sends; shared/calldata and shared/typed say what",
		"github.com/andybalholm/brotli":   "a browser unpacks by itself",
		"net/http":                        "requests go through the browser's fetch: ui/js",
		"crypto/tls":                      "it comes with net/http and is a sixth of the whole",
		"regexp":                          "the browser has its own, without Unicode's tables: ui/lean",
		"golang.org/x/crypto":             "hashes that the app needs are in shared; the rest is the wallet's",
		"crypto/rand":                     "the browser has its own, and Go's brings ciphers and hashes along: ui/js/random_wasm.go",
		"crypto/aes":                      "go-app's encryption of states, which nothing uses: ui/lean",
		"database/sql":                    "uint256 has it for servers: ui/lean",
		"golang.org/x/net":                "it comes with net/http; only the site's builder parses HTML",
	}
	for name := range not {
		within(t, name)
	}
	out := t.TempDir()
	if told, err := exec.Command("go", "run", "./ui/lean", "-out", out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, told)
	}
	for main, other := range map[string]string{"./ui": "berth/ui/admin", "./ui/admin": "berth/ui/page"} {
		within(t, other)
		for p := range strings.FieldsSeq(command(t, []string{"GOOS=js", "GOARCH=wasm"}, "list", "-modfile", filepath.Join(out, "lean.mod"), "-deps", main)) {
			if under(p, other) {
				t.Errorf("%s carries %s: users load no pages for operators, and operators none for users", main, p)
			}
			for name, why := range not {
				if under(p, name) {
					t.Errorf("%s carries %s: %s", main, p, why)
				}
			}
		}
	}
}

// TestOneHomePerLibrary: a library that shapes its user is imported in one place, so that it can be replaced there.
func TestOneHomePerLibrary(t *testing.T) {
	for _, r := range []struct {
		library string
		homes   []string
		why     string
	}{
		{"go.mongodb.org/mongo-driver/v2", []string{"berth/bff/store"}, "all else speaks of the platform's own records"},
		{"github.com/FerretDB/FerretDB", []string{"berth/bff/store/embedded", "berth/e2e/ferret/server"}, "that the database may be embedded is its secret"},
		{"k8s.io/client-go", []string{"berth/gateway/kube", "berth/gateway/lease/reconcile"},
			"the gateway also runs without Kubernetes; its queue of what is to be done is client-go's"},
		{"github.com/gofiber/fiber/v2", []string{"berth/bff/api", "berth/bff/main"},
			"its contexts are reused after a request, which nobody else should have to know"},
		{"github.com/pires/go-proxyproto", []string{"berth/shared/server/listen"}, "a connection has its client's address before any server sees it"},
		{"github.com/caddyserver/certmagic", []string{"berth/shared/server/certs"}, "who asks an authority, and how often, is decided in one place"},
		{"github.com/mholt/acmez/v3", []string{"berth/shared/server/certs"}, "as certmagic"},
		{"github.com/google/go-containerregistry", []string{"berth/gateway/registry"}, "whom it connects to, and what it is told, passes the guards there"},
		{"github.com/SherClockHolmes/webpush-go", []string{"berth/bff/notice/push"}, "all else speaks of notices, and whose requests go through the guards is decided there"},
		{"github.com/wneessen/go-mail", []string{"berth/bff/notice/mail"}, "all else writes letters, and says nothing of servers"},
		{"go.opentelemetry.io/otel/sdk", []string{"berth/shared/server/tracing"}, "what is kept and sent is decided there; what a span says, in berth/shared/server/span"},
		{"go.etcd.io/bbolt", []string{"berth/gateway/ledger"}, "what is written passes the ledger's seal"},
	} {
		used := false
		for _, p := range within(t, "berth") {
			for _, imp := range p.Imports {
				if !under(imp, r.library) {
					continue
				}
				if slices.ContainsFunc(r.homes, func(h string) bool { return under(p.ImportPath, h) }) {
					used = true
				} else {
					t.Errorf("%s imports %s; only %v may: %s", p.ImportPath, imp, r.homes, r.why)
				}
			}
		}
		within(t, r.homes...)
		if !used {
			t.Errorf("a rule names %s, which none of %v imports any more", r.library, r.homes)
		}
	}
}

// TestServersAreGuarded: who takes connections does so by berth/shared/server/listen, so that its limits hold for all.
func TestServersAreGuarded(t *testing.T) {
	may := map[string]string{
		"shared/server/listen/listen.go":       "it is the guard",
		"shared/server/listen/serve.go":        "it is the guard",
		"shared/server/certs/certstest/dns.go": "a DNS server for tests, on loopback",
		"bff/certify/prover/main.go":           "the prover's image has nothing but the standard library, and a gateway before it",
		"bff/notice/mail/mailtest/mailtest.go": "a mail server for tests, on loopback",
		"gateway/local/network.go":             "an order's own, on a socket that its services alone reach",
		"gateway/local/main.go":                "a service's process, on a socket that its gateway alone reaches",
	}
	takes := regexp.MustCompile(`\bnet\.Listen(TCP|Config|Unix)?\b|\bhttp\.(Server\{|Serve\(|ListenAndServe)`)
	for _, path := range strings.Fields(run(t, nil, "git", "ls-files", "*.go")) {
		if strings.HasSuffix(path, "_test.go") || under(path, "e2e") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := takes.Find(text)
		if found != nil && may[path] == "" {
			t.Errorf("%s has %s; remedy: listen.Open and listen.Serve", path, found)
		}
		if found == nil && may[path] != "" {
			t.Errorf("a rule names %s, which takes no connections any more", path)
		}
	}
}
