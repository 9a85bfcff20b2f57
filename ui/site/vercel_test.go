package site

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	node "golang.org/x/net/html"

	"berth/ui/page"
	"berth/ui/text"
)

// vercel is a web server that does with a folder what vercel.json says (https://vercel.com/docs/project-configuration#routes): routes in
// their order, those with continue as well as what follows, and the files at "handle": "filesystem". What goes to another host it says in
// X-Dest.
type vercel struct {
	dir    string
	routes []struct {
		Src, Dest, Handle string
		Continue          bool
		Status            int
		Headers           map[string]string
		Has, Missing      []condition
	}
}

type condition struct{ Type, Key, Value string }

func (c condition) holds(r *http.Request) bool {
	var have string
	switch c.Type {
	case "cookie":
		k, err := r.Cookie(c.Key)
		if err != nil {
			return false
		}
		have = k.Value
	case "header":
		have = r.Header.Get(c.Key)
	}
	return have != "" && (c.Value == "" || regexp.MustCompile("^(?:"+c.Value+")$").MatchString(have))
}

func (v vercel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	at, status := r.URL.Path, http.StatusOK
	send := func(name string) bool {
		body, err := os.ReadFile(filepath.Join(v.dir, filepath.FromSlash(name)))
		if err != nil {
			return false
		}
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
		}
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return true
	}
next:
	for _, x := range v.routes {
		if x.Handle == "filesystem" {
			if send(at) {
				return
			}
			continue
		}
		re := regexp.MustCompile("^" + x.Src + "$")
		if !re.MatchString(at) {
			continue
		}
		for _, c := range x.Has {
			if !c.holds(r) {
				continue next
			}
		}
		for _, c := range x.Missing {
			if c.holds(r) {
				continue next
			}
		}
		for name, value := range x.Headers {
			w.Header().Set(name, value)
		}
		if x.Status != 0 {
			status = x.Status
		}
		if x.Continue {
			continue
		}
		dest := re.ReplaceAllString(at, x.Dest)
		if strings.HasPrefix(dest, "https://") {
			w.Header().Set("X-Dest", dest)
			return
		}
		if !send(dest) {
			http.Error(w, "vercel.json leads to "+dest+", which is not there", http.StatusInternalServerError)
		}
		return
	}
	http.NotFound(w, r)
}

// TestVercelServes has the site served as vercel.json says, and goes to every page in both languages and to all that each of them names.
func TestVercelServes(t *testing.T) {
	dir := build(t)
	if err := os.WriteFile(filepath.Join(dir, "web", "app.fold.br"), []byte("as its buildCommand leaves it, without the other one"), 0o644); err != nil {
		t.Fatal(err)
	}
	v := vercel{dir: dir}
	var conf struct{ Routes json.RawMessage }
	if err := json.Unmarshal(read(t, "../../vercel.json"), &conf); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(conf.Routes, &v.routes); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(v)
	defer s.Close()
	get := func(path string, header ...string) (*http.Response, []byte) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", "br")
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := s.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp, body
	}

	named := map[string]string{}
	for _, r := range page.Routes() {
		for _, l := range text.Langs {
			at := strings.Replace(r.Path, "_", "7", 1)
			ways := [][]string{{"Cookie", "lang=" + string(l), "Accept-Language", "en"}, {"Accept-Language", l.Tag()}}
			if r.Name == "lost" { // who has not chosen is told in English that there is nothing
				ways = ways[:1]
			}
			for _, way := range ways {
				resp, body := get(at, way...)
				want := http.StatusOK
				if r.Name == "lost" {
					want = http.StatusNotFound
				}
				if resp.StatusCode != want || !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") || resp.Header.Get("Content-Security-Policy") == "" {
					t.Errorf("%s with %v: %d, %v", at, way, resp.StatusCode, resp.Header)
				}
				if !bytes.Contains(body, []byte("<title>"+text.In(l).Say(r.Title))) || !bytes.Contains(body, []byte(`<html lang="`+l.Tag()+`"`)) {
					t.Errorf("%s with %v is not the page in %s", at, way, l)
				}
				doc, err := node.Parse(bytes.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				walk(doc, func(n *node.Node) {
					for _, a := range n.Attr {
						if (a.Key == "href" || a.Key == "src") && strings.HasPrefix(a.Val, "/") {
							named[a.Val] = at
						}
					}
				})
			}
		}
	}
	for to, from := range named {
		resp, _ := get(to)
		if resp.StatusCode != http.StatusOK {
			t.Errorf("%s, which %s names: %d", to, from, resp.StatusCode)
		}
	}
	if len(named) < 15 {
		t.Errorf("the pages name %d things alone", len(named))
	}

	for at, kind := range map[string]string{"/web/app.fold": "application/octet-stream", "/manifest.webmanifest": "application/manifest+json", "/app-worker.js": "text/javascript", "/contracts.json": "application/json"} {
		resp, body := get(at)
		if resp.StatusCode != http.StatusOK || !strings.HasPrefix(resp.Header.Get("Content-Type"), kind) || len(body) == 0 || resp.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d, %v", at, resp.StatusCode, resp.Header)
		}
		if packed := resp.Header.Get("Content-Encoding"); (packed == "br") != (at == "/web/app.fold") {
			t.Errorf("%s is encoded as %q", at, packed)
		}
	}
	// Each file of the site is had under its own name.
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if resp, _ := get("/" + filepath.ToSlash(rel)); resp.StatusCode != http.StatusOK {
			t.Errorf("/%s: %d", rel, resp.StatusCode)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if resp, _ := get("/api/orders?limit=3"); !strings.HasSuffix(resp.Header.Get("X-Dest"), "/api/orders") {
		t.Errorf("the API is at %q", resp.Header.Get("X-Dest"))
	}
	for _, at := range []string{"/nowhere", "/orders/7/x", "/web/nothing.js", "/share"} {
		if resp, _ := get(at); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", at, resp.StatusCode)
		}
	}
}

// TestVercelBuilds: what its buildCommand runs is Go and what Go has built, and nothing that only this machine may have; and the Go that it
// installs is one that go.mod takes.
func TestVercelBuilds(t *testing.T) {
	var conf struct{ InstallCommand, BuildCommand string }
	if err := json.Unmarshal(read(t, "../../vercel.json"), &conf); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(conf.BuildCommand, "make site &&") {
		t.Fatalf("it builds by %q", conf.BuildCommand)
	}
	want := regexp.MustCompile(`(?m)^go (\S+)$`).FindSubmatch(read(t, "../../go.mod"))
	if want == nil || !strings.Contains(conf.InstallCommand, "/go"+string(want[1])+".linux-amd64.tar.gz") {
		t.Errorf("it installs by %q; go.mod says %s", conf.InstallCommand, want)
	}
	cmd := exec.CommandContext(t.Context(), "make", "--no-print-directory", "-n", "-B", "site")
	cmd.Dir = "../.."
	cmd.Env = append(os.Environ(), "MAKELEVEL=", "MAKEFLAGS=", "MFLAGS=") // who started the test, and with which flags, does not matter
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("there is no make here: %v", err)
	}
	assigned := regexp.MustCompile(`^([A-Z_]+=\S+ )*`)
	for line := range strings.Lines(string(out)) {
		if name, _, _ := strings.Cut(strings.TrimSpace(line[len(assigned.FindString(line)):]), " "); name != "go" && name != "./bin/ui" {
			t.Errorf("it runs %q", strings.TrimSpace(line))
		}
	}
}
