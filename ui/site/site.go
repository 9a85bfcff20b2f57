// Package site writes the app, or a node's admin pages, as a static site. Each page is prerendered in every language, so that a viewer reads
// before the WASM file has arrived: x.html is English, x.zh.html Chinese, index.html is /, nodes/_.html and
// orders/_.html stand for every node and order, and 404.html for what does not exist. Whoever serves the site picks the
// language by the cookie "lang", else by Accept-Language.
package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/server/web"
	"berth/ui/frame"
	"berth/ui/text"
)

// Config says what to build and where.
type Config struct {
	Out       string // folder to write the site to
	Assets    string // folder of styles and scripts
	Version   string // revision of the app: a new one offers viewers an update
	Contracts string // file of the contracts' addresses, as the deployment writes it; empty: the site has none, and viewers are asked
	RPC       string // of the chain, for wallets that do not know it; needs Contracts
	Wasm      string // the app's file as ui/lean makes it, to be copied and compressed; empty: it is expected at Out/web
	Plain     bool   // nothing is compressed: for a site that is looked at on this machine
	Dev       bool   // for make dev: nothing is kept by the browser, and an open page reloads itself once the site is a new one
}

// Site is what is built.
type Site struct {
	frame.Site

	base   string            // path that all of it is below; empty: it has a host to itself
	policy string            // that its pages have in themselves; empty: whoever serves them says it in a header
	early  map[string]string // requests whose answers the pages of these routes are painted with before the app is there
	seed   []string          // requests whose answers a viewer who is offline should have
	demand []string          // files of the assets folder under /web/ that few visits need: they are kept once they were wanted
	part   string            // the route whose page the app does not carry: the inside of it is a file of its own, which assets/early.js puts in
	packed bool              // of what has a brotli form, only that is written: it goes into a program, which need not carry both
}

// App is the app, which has a host to itself and may be installed.
func App(s frame.Site, seed []string, early map[string]string) Site {
	return Site{
		Site: s, seed: seed, early: early, part: "home", policy: web.ContentSecurity(""),
		demand: []string{"zh/forms.json", "map.mjs", "world.svg", "xterm/xterm.mjs", "xterm/addon-fit.mjs", "xterm/xterm.css", "xterm/LICENSE",
			"connect.mjs", "walletconnect/index.umd.js", "walletconnect/LICENSE"},
	}
}

// Below is a site that a program carries and serves below a path of its host: without a service worker, which would go on
// answering for a program that is not there any more.
func Below(base string, s frame.Site) Site { return Site{Site: s, base: base, packed: true} }

// Scripts: boot runs before anything is shown, start loads the app and tells when it has ended, early paints the first data meanwhile.
const (
	boot  = "boot.js"
	start = "start.js"
	early = "early.js"
)

// static are the files of the assets folder that the app has under /web/; of these, what other sites have, too, comes first.
var static = []string{"style.css", boot, start, early, "lines.mjs"}

// shared is how many of static every site has.
const shared = 3

// What go-app's script begins with, and no site has of it: its loader, in whose place start is. A site that is to have no service
// worker has none of that either.
const (
	noLoader = "\ngoappInitWebAssembly();\n"
	noWorker = "\ngoappInitServiceWorker();\n"
)

// Build writes a site. It replaces what it writes and leaves other files in Out alone.
func Build(cfg Config, s Site) error {
	b := builder{cfg: cfg, site: s}
	steps := []func() error{b.wasm, b.assets, b.icons, b.pages, b.scripts, b.version}
	if s.base == "" {
		steps = []func() error{b.wasm, b.assets, b.robots, b.icons, b.contracts, b.pages, b.scripts, b.manifest, b.worker, b.version}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type builder struct {
	cfg  Config
	site Site
	size int64 // of the WASM file
}

func (b *builder) assets() error {
	names := slices.Concat(static, b.site.demand)
	if b.site.base != "" {
		names = static[:shared]
	}
	for _, name := range names {
		body, err := os.ReadFile(filepath.Join(b.cfg.Assets, name))
		if err != nil {
			return fmt.Errorf("asset: %w", err)
		}
		switch {
		case name == boot && b.cfg.Dev:
			body = append(body, devBoot...)
		case name == start:
			if body, err = b.fill(body, "CRASH", func(t text.T) any { return t.CrashWords() }); err != nil {
				return err
			}
			if body, err = b.unfold(body); err != nil {
				return err
			}
		case name == early:
			if body, err = b.fill(body, "EARLY", func(t text.T) any {
				words := t.EarlyWords()
				words["market"], words["nodes"], words["orders"] = b.site.early["home"], b.site.early["explore"], b.site.early["orders"]
				return words
			}); err != nil {
				return err
			}
		}
		if err := b.write("web/"+name, body); err != nil {
			return err
		}
	}
	return nil
}

// fill puts words in every language into a script, in the place of a mark.
func (b *builder) fill(script []byte, mark string, words func(text.T) any) ([]byte, error) {
	all := map[string]any{}
	for _, l := range text.Langs {
		all[string(l)] = words(text.In(l))
	}
	js, err := json.Marshal(all)
	if err != nil {
		return nil, fmt.Errorf("words of a script: %w", err)
	}
	return put(script, mark, js)
}

// put puts something into a script, in the place of a mark.
func put(script []byte, mark string, what []byte) ([]byte, error) {
	old := []byte("/*" + mark + "*/null")
	if bytes.Count(script, old) != 1 {
		return nil, fmt.Errorf("no %s once in a script", old)
	}
	return bytes.Replace(script, old, what, 1), nil
}

func (b *builder) robots() error {
	return b.write("robots.txt", []byte("User-agent: *\nDisallow: /api/\n"))
}

func (b *builder) pages() error {
	for _, l := range text.Langs {
		h := &app.Handler{Name: "Berth", Lang: l.Tag(), Version: b.cfg.Version, Icon: icons()}
		for _, r := range b.site.Routes {
			app.Route(r.Path, func() app.Composer { return frame.New(b.site.Site, r.Name, l) })
			raw, err := get(h, r.Path)
			if err != nil {
				return fmt.Errorf("page %s: %w", r.Path, err)
			}
			doc, err := b.document(raw, l, r)
			if err != nil {
				return fmt.Errorf("page %s: %w", r.Path, err)
			}
			if err := b.write(file(r, l), doc); err != nil {
				return err
			}
			if b.site.part == r.Name {
				part, err := within(doc)
				if err != nil {
					return fmt.Errorf("page %s: %w", r.Path, err)
				}
				if err := b.write(partFile(r, l), part); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// partFile is where the inside of a page is that the app does not carry, in a language.
func partFile(r frame.Route, l text.Lang) string { return "web/" + r.Name + "." + string(l) + ".html" }

// file is where a route's page is, in a language.
func file(r frame.Route, l text.Lang) string {
	if l == text.EN {
		return r.File + ".html"
	}
	return r.File + "." + string(l) + ".html"
}

// scripts writes the two scripts of go-app: what a Go program needs of JavaScript, and go-app's own.
func (b *builder) scripts() error {
	h := &app.Handler{Name: "Berth", Version: b.cfg.Version, Icon: icons(), Resources: below(b.site.base)}
	for _, name := range []string{"wasm_exec.js", "app.js"} {
		body, err := get(h, "/"+name)
		if err != nil {
			return fmt.Errorf("script %s: %w", name, err)
		}
		if name == "app.js" {
			not := []string{noLoader}
			if b.site.base != "" {
				not = append(not, noWorker)
			}
			for _, call := range not {
				if bytes.Count(body, []byte(call)) != 1 {
					return fmt.Errorf("script %s: go-app's is not as expected: no call of %s", name, strings.TrimSpace(call))
				}
				body = bytes.Replace(body, []byte(call), []byte("\n"), 1)
			}
		}
		if err := b.write(name, body); err != nil {
			return err
		}
	}
	return nil
}

// below has go-app find a site's files below a path, and its pages where they say that they are.
type below string

// Resolve implements app.ResourceResolver.
func (b below) Resolve(location string) string {
	if location == "/" || strings.HasPrefix(location, "https:") {
		return location
	}
	return string(b) + location
}

// icons tells go-app all icons: it would fetch any that is missing from elsewhere.
func icons() app.Icon {
	return app.Icon{Default: "/web/icon-192.png", Large: "/web/icon-512.png", SVG: "/web/icon.svg", Maskable: "/web/icon-maskable-512.png"}
}

func (b *builder) icons() error {
	if err := b.write("web/icon.svg", markSVG()); err != nil {
		return err
	}
	for _, i := range []struct {
		name     string
		size     int
		maskable bool
	}{{"icon-192.png", 192, false}, {"icon-512.png", 512, false}, {"icon-maskable-512.png", 512, true}} {
		body, err := markPNG(i.size, i.maskable)
		if err != nil {
			return err
		}
		if err := b.write("web/"+i.name, body); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) manifest() error {
	type icon struct {
		Src     string `json:"src"`
		Type    string `json:"type"`
		Sizes   string `json:"sizes"`
		Purpose string `json:"purpose"`
	}
	type shortcut struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	t := text.In(text.EN)
	screens, err := b.screens()
	if err != nil {
		return err
	}
	body, err := json.MarshalIndent(map[string]any{
		"id": "/", "name": t.Say(text.AppName), "short_name": t.Say(text.AppName),
		"description": t.Say(text.AppSummary), "lang": "en", "start_url": "/explore", "scope": "/", "display": "standalone",
		"background_color": "#F6F7F9", "theme_color": "#0B1F33", "categories": []string{"utilities", "productivity"},
		"icons": []icon{
			{"/web/icon.svg", "image/svg+xml", "any", "any"},
			{"/web/icon-192.png", "image/png", "192x192", "any"},
			{"/web/icon-512.png", "image/png", "512x512", "any"},
			{"/web/icon-maskable-512.png", "image/png", "512x512", "maskable"},
		},
		"share_target": map[string]any{
			"action": "/share", "method": "POST", "enctype": "multipart/form-data",
			"params": map[string]any{"title": "title", "text": "text", "url": "url", "files": []any{map[string]any{
				"name": "file", "accept": []string{".yaml", ".yml", ".json", ".txt", ".sdl", "application/yaml", "application/x-yaml", "text/yaml", "text/plain", "application/json"},
			}}},
		},
		"screenshots": screens,
		"shortcuts":   []shortcut{{t.Say(text.NavRent), "/rent"}, {t.Say(text.NavOrders), "/orders"}},
	}, "", "  ")
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	return b.write("manifest.webmanifest", body)
}

// worker writes the service worker: assets/worker.js with the version, the files to keep and the pages by path.
func (b *builder) worker() error {
	if b.cfg.Dev {
		return b.write("app-worker.js", []byte(devWorker))
	}
	body, err := os.ReadFile(filepath.Join(b.cfg.Assets, "worker.js"))
	if err != nil {
		return fmt.Errorf("worker: %w", err)
	}
	type entry struct {
		Pattern string            `json:"pattern"`
		Files   map[string]string `json:"files"`
	}
	var pages []entry
	for _, r := range b.site.Routes {
		e := entry{Pattern: r.Pattern, Files: map[string]string{}}
		for _, l := range text.Langs {
			e.Files[string(l)] = "/" + file(r, l)
		}
		pages = append(pages, e)
	}
	keep := []string{"/app.js", "/wasm_exec.js", "/manifest.webmanifest", "/web/icon.svg", "/web/icon-192.png"}
	for _, name := range static {
		keep = append(keep, "/web/"+name)
	}
	for _, r := range b.site.Routes {
		for _, l := range text.Langs {
			if r.Name == b.site.part {
				keep = append(keep, "/"+partFile(r, l))
			}
		}
	}
	if body, err = b.unfold(body); err != nil {
		return err
	}
	notices := map[string]any{}
	for _, l := range text.Langs {
		notices[string(l)] = text.In(l).WorkerNotices()
	}
	s := string(body)
	for name, v := range map[string]any{"VERSION": b.cfg.Version, "KEEP": keep, "PAGES": pages, "SEED": b.site.seed, "NOTICES": notices} {
		js, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("worker: %w", err)
		}
		s = strings.Replace(s, "/*"+name+"*/null", string(js), 1)
	}
	return b.write("app-worker.js", []byte(s))
}

func get(h http.Handler, path string) ([]byte, error) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		return nil, fmt.Errorf("status %d", w.Code)
	}
	return w.Body.Bytes(), nil
}

// write writes a file and, where that is worth it, its brotli form beside it. One that is there already and is of this
// body stays.
func (b *builder) write(name string, body []byte) error {
	if b.cfg.Plain {
		return b.put(name, body, nil)
	}
	switch filepath.Ext(name) {
	case ".html", ".js", ".mjs", ".css", ".svg", ".wasm", ".fold", ".txt", ".webmanifest":
	default:
		return b.put(name, body, nil)
	}
	if old, err := os.ReadFile(b.path(name) + ".br"); err == nil && whole(old, body) {
		return b.put(name, body, old)
	}
	var small bytes.Buffer
	if err := compress(&small, body); err != nil {
		return fmt.Errorf("compress %s: %w", name, err)
	}
	return b.put(name, body, small.Bytes())
}

// put writes a file and then its brotli form, which must not be the older one, unless that is nil; of a packed site either
// of both, and the other goes.
func (b *builder) put(name string, body, small []byte) error {
	path := b.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if b.site.packed {
		there, gone := path, path+".br"
		if small != nil {
			there, gone, body = gone, there, small
		}
		if err := os.Remove(gone); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("write %s: %w", name, err)
		}
		if err := os.WriteFile(there, body, 0o644); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
		return nil
	}
	if err := os.WriteFile(path, body, 0o644); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if small == nil {
		return nil
	}
	if err := os.WriteFile(path+".br", small, 0o644); err != nil {
		return fmt.Errorf("write %s.br: %w", name, err)
	}
	return nil
}

func (b *builder) path(name string) string { return filepath.Join(b.cfg.Out, filepath.FromSlash(name)) }
