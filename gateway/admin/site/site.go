// Package site serves a node's admin pages out of the program: static files that ui/admin writes into dist before the program is
// built. What they show comes from the admin API beside them.
package site

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/andybalholm/brotli"

	"berth/shared/clip"
	"berth/shared/problem"
	"berth/shared/server/web"
)

// Base is the path below which the pages are.
const Base = "/admin"

//go:embed all:dist
var dist embed.FS

// scriptPath is where the demo's wallet is.
const scriptPath = Base + "/dev/wallet.js"

// Config is what the pages are served with.
type Config struct {
	Files  fs.FS // nil: those that the program carries
	Wallet Wallet
}

// Wallet is the demo's, which the pages load beside their own scripts. The zero one is none.
type Wallet struct {
	Script []byte
	RPC    string // that it asks
	Chain  string // what the chain is called
}

// file is a file as it is sent. It never changes.
type file struct {
	raw, br     []byte // one of both may be nil
	etag, brTag string
	kind        string
}

// Site serves the pages. It is safe for concurrent use.
type Site struct {
	files    map[string]*file
	security string
}

// kinds are the files that the pages are made of; nothing else is served.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".svg": "image/svg+xml",
	".png": "image/png", ".txt": "text/plain; charset=utf-8",
}

// maxFile is the largest file that a packed one is unpacked to.
const maxFile = 64 << 20

// New reads the pages. It is no error that there are none: what is asked for is then answered with how to build them.
func New(cfg Config) (*Site, error) {
	files := cfg.Files
	if files == nil {
		sub, err := fs.Sub(dist, "dist")
		if err != nil {
			return nil, fmt.Errorf("admin pages: %w", err)
		}
		files = sub
	}
	s := &Site{files: map[string]*file{}, security: web.AdminSecurity(cfg.Wallet.RPC)}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		plain := strings.TrimSuffix(name, ".br")
		if err != nil || d.IsDir() || kinds[path.Ext(plain)] == "" {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		f := s.files[plain]
		if f == nil {
			f = &file{kind: kinds[path.Ext(plain)]}
			s.files[plain] = f
		}
		if plain == name {
			f.raw, f.etag = body, tag(body)
		} else {
			f.br, f.brTag = body, tag(body)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("admin pages: %w", err)
	}
	return s, s.add(cfg.Wallet)
}

// add puts the demo's wallet onto the pages.
func (s *Site) add(w Wallet) error {
	if len(w.Script) == 0 {
		return nil
	}
	s.files["dev/wallet.js"] = &file{kind: kinds[".js"], raw: w.Script, etag: tag(w.Script)}
	script := fmt.Sprintf("<script defer src=%q data-rpc=%q data-chain=%q></script>\n</head>", scriptPath, html.EscapeString(w.RPC), html.EscapeString(w.Chain))
	for name, f := range s.files {
		if path.Ext(name) != ".html" {
			continue
		}
		raw, err := f.plain()
		if err != nil {
			return fmt.Errorf("admin pages: %s: %w", name, err)
		}
		raw = bytes.Replace(raw, []byte("</head>"), []byte(script), 1)
		s.files[name] = &file{kind: f.kind, raw: raw, etag: tag(raw)}
	}
	return nil
}

// plain is a file as it is without a coding.
func (f *file) plain() ([]byte, error) {
	if f.raw != nil {
		return f.raw, nil
	}
	return io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(f.br)), maxFile))
}

func tag(b []byte) string {
	h := sha256.Sum256(b)
	return `"` + hex.EncodeToString(h[:12]) + `"`
}

// Built reports whether there are pages.
func (s *Site) Built() bool { return s.files["index.html"] != nil }

// find gives the file for a path, and whether it depends on the language; nil: there is none.
func (s *Site) find(p string, chinese bool) (f *file, localised bool) {
	name := strings.Trim(strings.TrimPrefix(p, Base), "/")
	if name == "" {
		name = "index"
	}
	if path.Ext(name) != "" && path.Ext(name) != ".html" {
		return s.files[name], false
	}
	for _, page := range [...]string{name, path.Join(path.Dir(name), "_")} {
		if f := s.page(page, chinese); f != nil {
			return f, true
		}
	}
	return nil, false
}

func (s *Site) page(name string, chinese bool) *file {
	if f := s.files[name+".zh.html"]; chinese && f != nil {
		return f
	}
	return s.files[name+".html"]
}

// ServeHTTP implements http.Handler for Base and all below it but the API.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for _, x := range web.SiteHeaders() {
		h.Set(x[0], x[1])
	}
	h.Set("Content-Security-Policy", s.security)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Robots-Tag", "noindex")
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		fail(w, problem.New(http.StatusMethodNotAllowed, problem.BadRequest, "this is read with GET"))
		return
	}
	if !s.Built() {
		fail(w, problem.New(http.StatusNotFound, problem.NotFound, "this gateway was built without its admin pages").
			Remedy("build them first, by `make admin`, and then the gateway; the admin API at %s/api is there all the same", Base))
		return
	}
	cookie := ""
	if c, err := r.Cookie("lang"); err == nil {
		cookie = c.Value
	}
	chinese := cookie == "zh" || cookie != "en" && web.PrefersChinese(clip.To(r.Header.Get("Accept-Language"), 1000))
	f, localised := s.find(r.URL.Path, chinese)
	status := http.StatusOK
	if f == nil {
		if ext := path.Ext(r.URL.Path); ext != "" && ext != ".html" {
			fail(w, problem.New(http.StatusNotFound, problem.NotFound, "there is no such file"))
			return
		}
		status, localised = http.StatusNotFound, true
		if f = s.page("404", chinese); f == nil {
			fail(w, problem.New(http.StatusNotFound, problem.NotFound, "there is no such page"))
			return
		}
	}
	vary := "Accept-Encoding"
	if localised {
		vary += ", Accept-Language, Cookie"
	}
	h.Set("Vary", vary)
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", f.kind)
	send(w, r, f, status)
}

// send sends a file in the coding that is there, if the client takes it, and else unpacks it.
func send(w http.ResponseWriter, r *http.Request, f *file, status int) {
	h, body, etag := w.Header(), f.raw, f.etag
	switch packed := f.br != nil && accepts(r.Header.Get("Accept-Encoding"), "br"); {
	case packed:
		body, etag = f.br, f.brTag
		h.Set("Content-Encoding", "br")
	case body == nil:
		etag = strings.TrimSuffix(f.brTag, `"`) + `-plain"`
	}
	h.Set("ETag", etag)
	if status == http.StatusOK && matches(r.Header.Get("If-None-Match"), etag) {
		h.Del("Content-Type")
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if body != nil {
		h.Set("Content-Length", fmt.Sprint(len(body)))
	}
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	if body != nil {
		_, _ = w.Write(body) // a client that has gone
		return
	}
	_, _ = io.Copy(w, io.LimitReader(brotli.NewReader(bytes.NewReader(f.br)), maxFile))
}

func fail(w http.ResponseWriter, p *problem.Problem) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	body := web.Problem(p, h.Set)
	w.WriteHeader(p.Status)
	_, _ = w.Write(body) // a client that has gone
}

// matches reports whether an If-None-Match header has an entity tag.
func matches(header, etag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == etag || t == "*" {
			return true
		}
	}
	return false
}

// accepts reports whether an Accept-Encoding header allows a coding. One with a weight of nothing does not.
func accepts(header, coding string) bool {
	for part := range strings.SplitSeq(clip.To(header, 1000), ",") {
		name, weight, weighed := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		q := strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		return !weighed || strings.Trim(q, "0.") != ""
	}
	return false
}
