package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"berth/shared/clip"
	"berth/shared/server/web"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
)

// site serves the static site out of memory. Files are read when they are first asked for, and again when they have
// changed on disk.
type site struct {
	root *os.Root // nil: no site
	own  map[string]*file

	mu    sync.RWMutex
	files map[string]*file
}

// file is a file as it is sent. It never changes.
type file struct {
	raw, br     []byte // br is nil where there is no brotli form
	etag, brTag string
	kind        string
	scripts     string // CSP sources of a page's inline scripts
	stamp, brAt stamp
}

type stamp struct {
	at   time.Time
	size int64
}

// maxFile is the largest file that is served.
const maxFile = 64 << 20

func newSite(dir string, own map[string][]byte) (*site, error) {
	s := &site{own: map[string]*file{}, files: map[string]*file{}}
	for name, b := range own {
		s.own[strings.TrimPrefix(name, "/")] = newFile(name, b, nil)
	}
	if dir == "" {
		return s, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	s.root = root
	return s, nil
}

func newFile(name string, raw, br []byte) *file {
	f := &file{raw: raw, br: br, etag: tag(raw), kind: contentType(name)}
	if br != nil {
		f.brTag = tag(br)
	}
	if strings.HasSuffix(name, ".html") {
		f.scripts = inlineScripts(raw)
	}
	return f
}

func tag(b []byte) string {
	h := sha256.Sum256(b)
	return `"` + hex.EncodeToString(h[:12]) + `"`
}

// kinds are the files that a site has; nothing else in its folder is served.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".webp": "image/webp",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".txt": "text/plain; charset=utf-8", ".woff2": "font/woff2",
	".xml": "application/xml", ".fold": "application/octet-stream", // the app, as its page unfolds it
}

func contentType(name string) string { return kinds[path.Ext(name)] }

var inline = regexp.MustCompile(`(?is)<script([^>]*)>(.*?)</script>`)

// inlineScripts are the CSP sources that let exactly the inline scripts of a page run.
func inlineScripts(page []byte) string {
	var s strings.Builder
	for _, m := range inline.FindAllSubmatch(page, -1) {
		if attrs := strings.ToLower(string(m[1])); strings.Contains(attrs, "src=") || len(m[2]) == 0 {
			continue
		}
		h := sha256.Sum256(m[2])
		s.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(h[:]) + "'")
	}
	return s.String()
}

// get gives a file by its name in the site; nil: there is none.
func (s *site) get(name string) *file {
	if f := s.own[name]; f != nil {
		return f
	}
	if s.root == nil || !fs.ValidPath(name) || kinds[path.Ext(name)] == "" || hidden(name) {
		return nil
	}
	info, err := s.root.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxFile {
		return nil
	}
	now := stamp{info.ModTime(), info.Size()}
	var br stamp
	if i, err := s.root.Stat(name + ".br"); err == nil && i.Mode().IsRegular() {
		br = stamp{i.ModTime(), i.Size()}
	}
	s.mu.RLock()
	f := s.files[name]
	s.mu.RUnlock()
	if f != nil && f.stamp == now && f.brAt == br {
		return f
	}
	raw, err := s.read(name)
	if err != nil {
		return nil
	}
	var small []byte
	if br.size > 0 {
		// One that cannot be read, or is of another version of the file, is as good as none.
		if b, err := s.read(name + ".br"); err == nil && unpacksTo(b, raw) {
			small = b
		}
	}
	f = newFile(name, raw, small)
	f.stamp, f.brAt = now, br
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = f
	return f
}

// hidden reports whether a name is of what whoever serves a folder does not mean to show: a file or folder that begins
// with a dot, such as .git, but for /.well-known (RFC 8615); and names that mean something else to another system, or once
// they are decoded again.
func hidden(name string) bool {
	for i, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") && (i > 0 || part != ".well-known") {
			return true
		}
	}
	return strings.ContainsFunc(name, func(r rune) bool { return r == '\\' || r == '%' || r < ' ' || r == 0x7f })
}

// unpacksTo reports whether a brotli form is that of a file.
func unpacksTo(br, raw []byte) bool {
	b, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(br)), int64(len(raw))+1))
	return err == nil && bytes.Equal(b, raw)
}

func (s *site) read(name string) ([]byte, error) {
	f, err := s.root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(b) > maxFile {
		err = errors.New("too large")
	}
	return b, err
}

// find gives the file for a path. localised tells that it depends on the language.
func (s *site) find(p string, chinese bool) (f *file, name string, localised bool) {
	name = strings.Trim(p, "/")
	if hidden(name) || strings.HasPrefix(name, ".well-known/") && s.get(name) == nil {
		return nil, "", false // no page stands for one of these, either
	}
	if name == "" {
		name = "index"
	}
	if path.Ext(name) != "" {
		if f := s.get(name); f != nil {
			return f, name, false
		}
	}
	for _, page := range [...]string{name, path.Join(path.Dir(name), "_")} {
		if f, n, l := s.page(page, chinese); f != nil {
			return f, n, l
		}
	}
	return nil, "", false
}

// page gives a page in the language that is wanted, or else in the one there is.
func (s *site) page(name string, chinese bool) (f *file, file string, localised bool) {
	zh := s.get(name + ".zh.html")
	if chinese && zh != nil {
		return zh, name + ".zh.html", true
	}
	return s.get(name + ".html"), name + ".html", zh != nil
}

// getSite answers everything that is no route of the API.
func (a *API) getSite(c *fiber.Ctx) error {
	if m := c.Method(); m != fiber.MethodGet && m != fiber.MethodHead {
		c.Set(fiber.HeaderAllow, "GET, HEAD")
		return fiber.ErrMethodNotAllowed
	}
	chinese := prefersChinese(c.Cookies("lang"), c.Get(fiber.HeaderAcceptLanguage))
	p := string(c.Context().URI().Path())
	f, name, localised := a.site.find(p, chinese)
	status := 200
	if f == nil {
		status = 404
		if ext := path.Ext(p); ext != "" && ext != ".html" {
			return fiber.ErrNotFound
		}
		if f, name, localised = a.site.page("404", chinese); f == nil {
			return fiber.ErrNotFound
		}
	}
	vary := "Accept-Encoding"
	if localised {
		vary += ", Accept-Language, Cookie"
		if strings.HasSuffix(name, ".zh.html") {
			c.Set(fiber.HeaderContentLanguage, "zh-Hans")
		} else {
			c.Set(fiber.HeaderContentLanguage, "en")
		}
	}
	c.Set(fiber.HeaderVary, vary)
	c.Set(fiber.HeaderCacheControl, cacheControl(name, string(c.Request().URI().QueryString())))
	c.Set(fiber.HeaderContentSecurityPolicy, web.ContentSecurity(f.scripts)+web.FrameAncestors)
	c.Set(fiber.HeaderContentType, f.kind)
	body, etag := f.raw, f.etag
	if f.br != nil && accepts(c.Get(fiber.HeaderAcceptEncoding), "br") {
		body, etag = f.br, f.brTag
		c.Set(fiber.HeaderContentEncoding, "br")
		c.Set("X-Uncompressed-Length", strconv.Itoa(len(f.raw)))
	}
	c.Set(fiber.HeaderETag, etag)
	if status == 200 && matches(c.Get(fiber.HeaderIfNoneMatch), etag) {
		c.Response().Header.Del(fiber.HeaderContentType)
		return c.SendStatus(304)
	}
	c.Status(status)
	c.Response().SetBodyRaw(body)
	return nil
}

// hashed is a file name that changes with the content.
var hashed = regexp.MustCompile(`[.-][0-9a-f]{8,64}\.[a-z0-9]+$`)

func cacheControl(name, query string) string {
	if strings.HasSuffix(name, ".html") || name == "app-worker.js" {
		return "no-cache"
	}
	if hashed.MatchString(name) || strings.HasPrefix(query, "v=") && len(query) > 2 {
		return "public, max-age=31536000, immutable"
	}
	return "no-cache"
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

// accepts reports whether an Accept-Encoding header allows a coding.
func accepts(header, coding string) bool {
	for name, q := range weights(header) {
		if name == coding {
			return q > 0
		}
	}
	return false
}

// prefersChinese picks the language: the viewer's own choice first, then what the browser asks for.
func prefersChinese(cookie, header string) bool {
	switch cookie {
	case "zh":
		return true
	case "en":
		return false
	}
	return web.PrefersChinese(clip.To(header, 1000))
}

// weights reads a header of the form "a;q=0.5, b": at most 32 names in lower case with their weights.
func weights(header string) map[string]float64 {
	all := map[string]float64{}
	parts := strings.Split(clip.To(header, 1000), ",")
	for _, p := range slices.Clip(parts[:min(len(parts), 32)]) {
		name, params, _ := strings.Cut(p, ";")
		q := 1.0
		if v, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q="); ok {
			n, err := strconv.ParseFloat(v, 64)
			if err != nil || n < 0 || n > 1 {
				continue
			}
			q = n
		}
		if name = strings.ToLower(strings.TrimSpace(name)); name != "" {
			all[name] = q
		}
	}
	return all
}
