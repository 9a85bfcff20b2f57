// Package site writes the app as a static site. Each page is prerendered in every language, so that a viewer reads
// before the WASM file has arrived: x.html is English, x.zh.html Chinese, index.html is /, nodes/_.html and
// orders/_.html stand for every node and order, and 404.html for what does not exist. Whoever serves the site picks the
// language by the cookie "lang", else by Accept-Language.
package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/frame"
	"berth/ui/page"
	"berth/ui/text"
)

// Config says what to build and where.
type Config struct {
	Out       string // folder to write the site to
	Assets    string // folder of styles and scripts
	Version   string // revision of the app: a new one offers viewers an update
	Contracts string // file of the contracts' addresses, as the deployment writes it; empty: the site has none, and viewers are asked
	RPC       string // of the chain, for wallets that do not know it; needs Contracts
	Wasm      string // the app built for js/wasm, to be copied and compressed; empty: it is expected at Out/web/app.wasm
	Plain     bool   // nothing is compressed: for a site that is looked at on this machine
	Dev       bool   // for make dev: nothing is kept by the browser, and an open page reloads itself once the site is a new one
}

// boot is the script that runs before anything is shown.
const boot = "boot.js"

// static are the files of the assets folder that the site has under /web/.
var static = []string{"style.css", boot, "lines.mjs"}

// onDemand are files of the assets folder under /web/ that few visits need: they are kept once they were wanted.
var onDemand = []string{"xterm/xterm.mjs", "xterm/addon-fit.mjs", "xterm/xterm.css", "xterm/LICENSE"}

// Build writes the site. It replaces what it writes and leaves other files in Out alone.
func Build(cfg Config) error {
	b := builder{cfg: cfg}
	for _, step := range []func() error{b.wasm, b.assets, b.icons, b.contracts, b.pages, b.scripts, b.manifest, b.worker, b.version} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type builder struct {
	cfg  Config
	size int64 // of the WASM file
}

func (b *builder) assets() error {
	for _, name := range slices.Concat(static, onDemand) {
		body, err := os.ReadFile(filepath.Join(b.cfg.Assets, name))
		if err != nil {
			return fmt.Errorf("asset: %w", err)
		}
		if name == boot && b.cfg.Dev {
			body = append(body, devBoot...)
		}
		if err := b.write("web/"+name, body); err != nil {
			return err
		}
	}
	return b.write("robots.txt", []byte("User-agent: *\nDisallow: /api/\n"))
}

func (b *builder) pages() error {
	for _, l := range text.Langs {
		h := &app.Handler{Name: "Berth", Lang: l.Tag(), Version: b.cfg.Version, Icon: icons()}
		for _, r := range page.Routes() {
			app.Route(r.Path, func() app.Composer { return page.Shell(r.Name, l) })
			raw, err := get(h, r.Path)
			if err != nil {
				return fmt.Errorf("page %s: %w", r.Path, err)
			}
			doc, err := document(raw, l, r)
			if err != nil {
				return fmt.Errorf("page %s: %w", r.Path, err)
			}
			if err := b.write(file(r, l), doc); err != nil {
				return err
			}
		}
	}
	return nil
}

// file is where a route's page is, in a language.
func file(r frame.Route, l text.Lang) string {
	if l == text.EN {
		return r.File + ".html"
	}
	return r.File + "." + string(l) + ".html"
}

// scripts writes the two scripts of go-app: Go's loader and go-app's own.
func (b *builder) scripts() error {
	h := &app.Handler{Name: "Berth", Version: b.cfg.Version, Icon: icons(), LoadingLabel: "{progress} %"}
	if b.size > 0 {
		h.WasmContentLength = strconv.FormatInt(b.size, 10)
	}
	for _, name := range []string{"wasm_exec.js", "app.js"} {
		body, err := get(h, "/"+name)
		if err != nil {
			return fmt.Errorf("script %s: %w", name, err)
		}
		if err := b.write(name, body); err != nil {
			return err
		}
	}
	return nil
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
	body, err := json.MarshalIndent(map[string]any{
		"id": "/", "name": t.Say(text.AppName) + " · " + t.Say(text.AppLine), "short_name": t.Say(text.AppName),
		"description": t.Say(text.AppSummary), "lang": "en", "start_url": "/", "scope": "/", "display": "standalone",
		"background_color": "#F6F7F9", "theme_color": "#0B1F33", "categories": []string{"utilities", "productivity"},
		"icons": []icon{
			{"/web/icon.svg", "image/svg+xml", "any", "any"},
			{"/web/icon-192.png", "image/png", "192x192", "any"},
			{"/web/icon-512.png", "image/png", "512x512", "any"},
			{"/web/icon-maskable-512.png", "image/png", "512x512", "maskable"},
		},
		"shortcuts": []shortcut{{t.Say(text.NavRent), "/rent"}, {t.Say(text.NavOrders), "/orders"}},
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
	for _, r := range page.Routes() {
		e := entry{Pattern: r.Pattern, Files: map[string]string{}}
		for _, l := range text.Langs {
			e.Files[string(l)] = "/" + file(r, l)
		}
		pages = append(pages, e)
	}
	keep := []string{"/app.js", "/wasm_exec.js", "/manifest.webmanifest", "/web/app.wasm", "/web/icon.svg", "/web/icon-192.png"}
	for _, name := range static {
		keep = append(keep, "/web/"+name)
	}
	s := string(body)
	for name, v := range map[string]any{"VERSION": b.cfg.Version, "KEEP": keep, "PAGES": pages, "SEED": page.FirstData()} {
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
	case ".html", ".js", ".mjs", ".css", ".svg", ".wasm", ".webmanifest":
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

// put writes a file and then its brotli form, which must not be the older one, unless that is nil.
func (b *builder) put(name string, body, small []byte) error {
	path := b.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
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
