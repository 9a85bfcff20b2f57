package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	node "golang.org/x/net/html"

	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/server/web"
	"berth/shared/wire"
	"berth/ui/page"
	"berth/ui/text"
)

func theApp() Site { return App(page.Site(), page.FirstData(), page.Early()) }

// built are sites as they were written once in this run: the compressing takes long under the race detector.
var built struct {
	sync.Mutex
	dirs map[string]string
}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range built.dirs {
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// copied gives a copy of what write writes, which is called once for each name.
func copied(t *testing.T, name string, write func(dir string) error) string {
	t.Helper()
	built.Lock()
	defer built.Unlock()
	from := built.dirs[name]
	if from == "" {
		var err error
		if from, err = os.MkdirTemp("", "site"); err != nil {
			t.Fatal(err)
		}
		if built.dirs == nil {
			built.dirs = map[string]string{}
		}
		built.dirs[name] = from
		if err := write(from); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writeApp(dir string) error {
	return Build(Config{Out: dir, Assets: "../../assets", Version: "test-1"}, theApp())
}

func build(t *testing.T) string {
	t.Helper()
	return copied(t, "app", writeApp)
}

func read(t *testing.T, name ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(name...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPages holds what a prerendered page must be: readable without a script, in its language, and sufficient to itself.
func TestPages(t *testing.T) {
	dir := build(t)
	for _, r := range page.Routes() {
		for _, l := range text.Langs {
			name := file(r, l)
			t.Run(name, func(t *testing.T) {
				body := read(t, dir, name)
				doc, err := node.Parse(bytes.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				headings, policies := 0, 0
				walk(doc, func(n *node.Node) {
					attrs := map[string]string{}
					for _, a := range n.Attr {
						attrs[a.Key] = a.Val
						if strings.HasPrefix(a.Key, "on") {
							t.Errorf("<%s %s>: an inline handler", n.Data, a.Key)
						}
						if strings.HasPrefix(a.Val, "http:") || strings.HasPrefix(a.Val, "https:") || strings.HasPrefix(a.Val, "//") {
							t.Errorf("<%s %s=%q>: from elsewhere", n.Data, a.Key, a.Val)
						}
						if strings.HasPrefix(a.Key, "aria-") && a.Val == "" {
							t.Errorf("<%s %s>: no value", n.Data, a.Key)
						}
					}
					switch n.Data {
					case "html":
						if attrs["lang"] != l.Tag() {
							t.Errorf("lang: got %q, want %q", attrs["lang"], l.Tag())
						}
					case "h1":
						headings++
					case "meta":
						if attrs["http-equiv"] == "Content-Security-Policy" {
							policies++
							if attrs["content"] != web.ContentSecurity("") {
								t.Errorf("policy: %q", attrs["content"])
							}
						}
					case "link", "title":
						if policies == 0 {
							t.Errorf("<%s> stands before the policy", n.Data)
						}
					case "script":
						if policies == 0 {
							t.Error("a script stands before the policy")
						}
						if attrs["src"] == "" {
							t.Error("an inline script")
						}
					case "style":
						t.Error("an inline style sheet")
					}
					for _, key := range []string{"src", "href"} {
						v := attrs[key]
						if n.Data == "a" || v == "" || strings.HasPrefix(v, "data:") || attrs["rel"] == "preload" && strings.HasPrefix(v, "/api/") {
							continue
						}
						if _, err := os.Stat(filepath.Join(dir, v)); err != nil {
							t.Errorf("<%s %s=%q>: not in the site", n.Data, key, v)
						}
					}
				})
				if policies != 1 {
					t.Errorf("%d policies, want 1", policies)
				}
				if headings != 1 {
					t.Errorf("%d h1, want 1", headings)
				}
				if !bytes.Contains(body, []byte("<title>"+text.In(l).Say(r.Title))) {
					t.Error("not its title")
				}
			})
		}
	}
}

func TestDeterministic(t *testing.T) {
	a, b := build(t), t.TempDir()
	if err := writeApp(b); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index.html", "more.zh.html", "app-worker.js", "manifest.webmanifest"} {
		if !bytes.Equal(read(t, a, name), read(t, b, name)) {
			t.Errorf("%s: differs from one build to the next", name)
		}
	}
}

func TestWorker(t *testing.T) {
	dir := build(t)
	js := string(read(t, dir, "app-worker.js"))
	if strings.Contains(js, "*/null") {
		t.Error("a place was not filled in")
	}
	if !strings.Contains(js, `"test-1"`) {
		t.Error("the version is not in it")
	}
	m := regexp.MustCompile(`(?m)^const keep = (.*);$`).FindStringSubmatch(js)
	if m == nil {
		t.Fatal("no list of files to keep")
	}
	var keep []string
	if err := json.Unmarshal([]byte(m[1]), &keep); err != nil {
		t.Fatal(err)
	}
	for _, name := range keep {
		// One file that is missing stops the update for good.
		if name == "/web/app.fold" {
			continue
		}
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Errorf("%s is to be kept and is not in the site", name)
		}
	}
}

func TestManifest(t *testing.T) {
	dir := build(t)
	var m struct {
		Icons       []struct{ Src, Sizes, Type, Purpose string }
		Screenshots []struct {
			Src, Sizes, Type, Label string
			Form                    string `json:"form_factor"`
		}
		Share struct {
			Action, Method, Enctype string
			Params                  struct{ Files []struct{ Name string } }
		} `json:"share_target"`
	}
	if err := json.Unmarshal(read(t, dir, "manifest.webmanifest"), &m); err != nil {
		t.Fatal(err)
	}
	purposes := map[string]bool{}
	for _, i := range m.Icons {
		purposes[i.Purpose] = true
		body := read(t, dir, i.Src)
		if i.Type != "image/png" {
			continue
		}
		img, err := png.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%dx%d", img.Bounds().Dx(), img.Bounds().Dy()); got != i.Sizes {
			t.Errorf("%s: got %s, want %s", i.Src, got, i.Sizes)
		}
	}
	forms := map[string]int{}
	for _, s := range m.Screenshots {
		forms[s.Form]++
		img, err := png.DecodeConfig(bytes.NewReader(read(t, dir, s.Src)))
		if err != nil {
			t.Fatal(err)
		}
		// What Chromium takes: 320 to 3840 pixels, the longer side at most 2.3 times the shorter one.
		w, h := img.Width, img.Height
		if got := fmt.Sprintf("%dx%d", w, h); got != s.Sizes || min(w, h) < 320 || max(w, h) > 3840 || max(w, h)*10 > min(w, h)*23 || s.Label == "" || (w > h) != (s.Form == "wide") {
			t.Errorf("%+v is %s", s, got)
		}
	}
	if forms["narrow"] == 0 || forms["wide"] == 0 {
		t.Errorf("screenshots: %v; make screens takes them", forms)
	}
	// The service worker takes what is shared, by these very names.
	if worker := string(read(t, dir, "app-worker.js")); m.Share.Action != "/share" || m.Share.Method != "POST" || m.Share.Enctype != "multipart/form-data" || len(m.Share.Params.Files) != 1 ||
		!strings.Contains(worker, `url.pathname === "`+m.Share.Action+`"`) || !strings.Contains(worker, `form.getAll("`+m.Share.Params.Files[0].Name+`")`) {
		t.Errorf("share target: %+v", m.Share)
	}
	if !purposes["maskable"] || !purposes["any"] {
		t.Errorf("purposes: %v", purposes)
	}
}

// TestVercelHeaders: vercel.json says what the platform says.
func TestVercelHeaders(t *testing.T) {
	var conf struct {
		Routes []struct{ Headers map[string]string }
	}
	if err := json.Unmarshal(read(t, "../../vercel.json"), &conf); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Content-Security-Policy": web.ContentSecurity("") + web.FrameAncestors, "Strict-Transport-Security": web.StrictTransport, "Cache-Control": "no-cache",
	}
	for _, h := range web.SiteHeaders() {
		want[h[0]] = h[1]
	}
	if got := conf.Routes[0].Headers; !maps.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// TestVercel follows vercel.json's routes for every page in every language, and for what is not there.
func TestVercel(t *testing.T) {
	dir := build(t)
	var conf struct {
		Routes []struct {
			Src, Dest, Handle string
			Continue          bool
			Status            int
			Has               []struct{ Type, Key, Value string }
			Missing           []struct{ Type, Key, Value string }
		}
	}
	if err := json.Unmarshal(read(t, "../../vercel.json"), &conf); err != nil {
		t.Fatal(err)
	}
	follow := func(path string, chosen text.Lang) (dest string, status int) {
		for _, r := range conf.Routes {
			if r.Continue || r.Handle != "" {
				continue
			}
			re := regexp.MustCompile("^" + r.Src + "$")
			if !re.MatchString(path) {
				continue
			}
			// The viewer chose a language: that is in the cookie.
			if len(r.Missing) > 0 || len(r.Has) > 0 && r.Has[0].Value != string(chosen) {
				continue
			}
			return re.ReplaceAllString(path, r.Dest), r.Status
		}
		return "", 0
	}
	for _, r := range page.Routes() {
		for _, l := range text.Langs {
			path := strings.Replace(r.Path, "_", "7", 1)
			want := "/" + file(r, l)
			got, status := follow(path, l)
			if got != want {
				t.Errorf("%s in %s: got %s, want %s", path, l, got, want)
			}
			if (status == 404) != (r.Name == "lost") {
				t.Errorf("%s in %s: status %d", path, l, status)
			}
			if _, err := os.Stat(filepath.Join(dir, got)); err != nil {
				t.Errorf("%s in %s: %s is not in the site", path, l, got)
			}
		}
	}
}

func walk(n *node.Node, f func(*node.Node)) {
	if n.Type == node.ElementNode {
		f(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, f)
	}
}

// TestDev: a site for make dev is not compressed, is kept by nobody, and says last which version it is.
func TestDev(t *testing.T) {
	dir := t.TempDir()
	wasm := filepath.Join(t.TempDir(), "app.wasm")
	if err := os.WriteFile(wasm, []byte("\x00asm"), 0o644); err != nil {
		t.Fatal(err)
	}
	cfg := Config{Out: dir, Assets: "../../assets", Version: "dev-1", Wasm: wasm, Plain: true, Dev: true}
	for _, version := range []string{"dev-1", "dev-2"} {
		cfg.Version = version
		if err := Build(cfg, theApp()); err != nil {
			t.Fatal(err)
		}
		if got := string(read(t, dir, "version.txt")); got != version {
			t.Errorf("version: got %q, want %q", got, version)
		}
	}
	if small, err := filepath.Glob(filepath.Join(dir, "*.br")); err != nil || len(small) > 0 {
		t.Errorf("compressed: %v, %v", small, err)
	}
	if small, err := filepath.Glob(filepath.Join(dir, "web", "*.br")); err != nil || len(small) > 0 {
		t.Errorf("compressed: %v, %v", small, err)
	}
	if worker := string(read(t, dir, "app-worker.js")); strings.Contains(worker, `"fetch"`) || !strings.Contains(worker, "caches.delete") {
		t.Errorf("the worker keeps something:\n%s", worker)
	}
	if boot := string(read(t, dir, "web", "boot.js")); !strings.Contains(boot, "location.reload()") {
		t.Error("an open page does not reload itself")
	}
	if boot := string(read(t, build(t), "web", "boot.js")); strings.Contains(boot, "location.reload()") {
		t.Error("a page in earnest reloads itself")
	}
}

// TestAskedForAtOnce: the script that a page waits for stands below all that its first paint needs, which a browser would ask for only
// after it.
func TestAskedForAtOnce(t *testing.T) {
	page := string(read(t, build(t), "explore.html"))
	boot := strings.Index(page, "/web/boot.js")
	for _, before := range []string{"/web/style.css", "/api/info", "/api/nodes?", "/web/early.js", "/wasm_exec.js", "/app.js", "/web/start.js"} {
		if at := strings.Index(page, before); at < 0 || at > boot {
			t.Errorf("%s is at %d, the script at %d", before, at, boot)
		}
	}
}

// TestKeptBrotli: what was compressed already is not compressed again, and never taken for another file's.
func TestKeptBrotli(t *testing.T) {
	dir := build(t)
	name := filepath.Join(dir, "web", "style.css.br")
	was := read(t, name)
	if err := os.WriteFile(name, read(t, dir, "web", "boot.js.br"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writeApp(dir); err != nil {
		t.Fatal(err)
	}
	if got := read(t, name); !bytes.Equal(got, was) {
		t.Error("the brotli form is another file's")
	}
}

// TestContracts: the site has the addresses that the deployment wrote, or says that it has none.
func TestContracts(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "addresses.json")
	tokens := []wire.Coin{{Address: eth.Address{8}, Symbol: "dUSD", Decimals: 6, Code: eth.Hash{7}, Dollar: true}, {Address: eth.Address{1}, Symbol: "BRT", Decimals: 18}}
	a := chain.Addresses{
		ChainID: 5, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Staking: eth.Address{4}, Permit2: eth.Address{9}, Block: 6, Tokens: tokens,
	}
	if err := a.Save(file); err != nil {
		t.Fatal(err)
	}
	write := func(cfg Config) (c wire.Contracts, err error) {
		cfg.Out, cfg.Plain = dir, true
		b := builder{cfg: cfg}
		if err := b.contracts(); err != nil {
			return c, err
		}
		return c, json.Unmarshal(read(t, dir, "contracts.json"), &c)
	}
	want := wire.Contracts{
		ChainID: 5, Token: eth.Address{1}, Registry: eth.Address{2}, Market: eth.Address{3}, Staking: eth.Address{4}, Permit2: eth.Address{9}, Block: 6, Tokens: tokens,
		RPC: "https://rpc.example",
	}
	if got, err := write(Config{Contracts: file, RPC: "https://rpc.example"}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := write(Config{}); err != nil || !reflect.DeepEqual(got, wire.Contracts{}) {
		t.Errorf("without: got %+v, %v", got, err)
	}
	if _, err := write(Config{RPC: "https://rpc.example"}); err == nil {
		t.Error("an RPC of nothing")
	}
	for _, bad := range []string{`{}`, `{"chainId":1}`, `{"chainId":1,"token":"0x0100000000000000000000000000000000000000","registry":"0x0200000000000000000000000000000000000000","market":"0x0300000000000000000000000000000000000000"}`, `{"chainId":1,"owner":"me"}`, `[]`, ``} {
		if err := os.WriteFile(file, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := write(Config{Contracts: file}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
