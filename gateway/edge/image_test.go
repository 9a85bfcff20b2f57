package edge

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"berth/gateway/edge/deploy"
	"berth/gateway/image"
	"berth/gateway/manifest"
	"berth/shared/attacktest"
	"berth/shared/problem"
	"berth/shared/wire"
)

// pictures answers for images by name, and keeps who has asked for which.
type pictures struct {
	mu    sync.Mutex
	asked []string
	hold  chan struct{} // nil: answers come at once
}

func (p *pictures) Ask(ctx context.Context, who image.Who, name string, _ *manifest.Registry) (image.Facts, error) {
	p.mu.Lock()
	p.asked = append(p.asked, fmt.Sprintf("%s %t %s", who.Name, who.Guest, name))
	p.mu.Unlock()
	if p.hold != nil {
		select {
		case <-p.hold:
		case <-ctx.Done():
		}
	}
	switch name {
	case "gone":
		return image.Facts{}, &image.Fault{Why: image.Missing}
	case "away":
		return image.Facts{}, &image.Fault{Why: image.Unreachable}
	case "rootish":
		return image.Facts{Digest: "sha256:2", Bytes: 1}, nil
	case "built-in":
		return image.Facts{BuiltIn: true}, nil
	}
	return image.Facts{Digest: "sha256:1", Bytes: 5 << 20, User: "node", Volumes: []string{"/data"}}, nil
}

// TestNeedsRoot: what needs root is what the file says and, of what it leaves open, what the images say.
func TestNeedsRoot(t *testing.T) {
	e := newEdge(t, func(c *Config) { c.Images = &pictures{} })
	for service, root := range map[string]bool{
		`image: nginx`: false, `image: rootish`: true, `image: rootish, user: \"1000\"`: false, `image: nginx, user: root`: true, `image: built-in`: false, `image: away`: false,
	} {
		w := ask(e, "POST", host, "/v1/check", `{"format":"compose","manifest":"services:\n  web: {`+service+`}\n"}`)
		var a wire.ManifestCheck
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil || a.Needs == nil {
			t.Fatalf("%s: got %d %s", service, w.Code, w.Body)
		}
		if a.Needs.Root != root {
			t.Errorf("%s: needs root: %v", service, a.Needs.Root)
		}
	}
}

// TestCheckLooksAtImages: an order's check and that of anyone say the same of images, which are asked for on whose behalf it is; a
// manifest that cannot be read has nothing asked.
func TestCheckLooksAtImages(t *testing.T) {
	p := &pictures{}
	e := newEdge(t, func(c *Config) { c.Images = p })
	text := `{"format":"compose","manifest":"services:\n  web: {image: nginx}\n  gone: {image: gone}\n  away: {image: away}\n"}`
	for path, who := range map[string]string{"/v1/orders/1/deployment/check": "0x", "/v1/check": "192.0.2."} {
		p.asked = nil
		w := ask(e, "POST", host, path, text, "Authorization", "Bearer good")
		var a wire.ManifestCheck
		if err := json.Unmarshal(w.Body.Bytes(), &a); w.Code != 200 || err != nil {
			t.Fatalf("got %d %s", w.Code, w.Body)
		}
		if a.OK || len(a.Problems) != 1 || a.Problems[0].Code != problem.NoImage || a.Problems[0].Path != "services.gone.image" || a.Problems[0].Line != 3 {
			t.Errorf("%s: problems %+v", path, a.Problems)
		}
		if len(a.Notes) != 2 || !strings.Contains(a.Notes[0].Text+a.Notes[1].Text, "/data is lost") || !strings.Contains(a.Notes[0].Text+a.Notes[1].Text, "could not be asked") {
			t.Errorf("%s: notes %+v", path, a.Notes)
		}
		facts := map[string]*wire.ImageFacts{}
		for _, s := range a.Services {
			facts[s.Name] = s.Facts
		}
		if f := facts["web"]; f == nil || *f != (wire.ImageFacts{Digest: "sha256:1", SizeMiB: 5, User: "node"}) || facts["gone"] != nil || facts["away"] != nil {
			t.Errorf("%s: facts %+v", path, facts)
		}
		if len(p.asked) != 3 || !strings.HasPrefix(p.asked[0], who) || strings.Contains(p.asked[0], " true ") != (path == "/v1/check") {
			t.Errorf("%s: asked %v", path, p.asked)
		}
	}
	p.asked = nil
	ask(e, "POST", host, "/v1/check", `{"format":"compose","manifest":"services: {web: {image: nginx, privileged: true}}"}`)
	if len(p.asked) > 0 {
		t.Errorf("asked %v", p.asked)
	}
}

// TestAttackStrangersLooks: strangers' manifests with images of registries that do not answer leave half of what registries are
// asked to users, and a user's check does not wait for them.
func TestAttackStrangersLooks(t *testing.T) {
	a := attacktest.Begin(t, "strangers who have images looked at keep the node's users waiting")
	p := &pictures{hold: make(chan struct{})}
	e := newEdge(t, func(c *Config) { c.Images = p })
	var all sync.WaitGroup
	var mu sync.Mutex
	in, out := 0, 0
	full := make(chan struct{})
	for i := range 40 {
		all.Go(func() {
			r := httptest.NewRequest("POST", "http://"+host+"/v1/check", strings.NewReader(`{"format":"compose","manifest":"services: {web: {image: x}}"}`))
			r.RemoteAddr = fmt.Sprintf("198.51.%d.1:5000", i/2)
			w := httptest.NewRecorder()
			e.ServeHTTP(w, r)
			mu.Lock()
			defer mu.Unlock()
			if w.Code == 200 {
				in++
			} else if out++; out == 40-deploy.StrangerLooks {
				close(full)
			}
		})
	}
	<-full // all others wait for their answers
	p.mu.Lock()
	a.Tried(len(p.asked) > deploy.StrangerLooks, "%d are looked at at a time", len(p.asked))
	p.mu.Unlock()
	mu.Lock()
	a.Tried(in > 0, "%d have had an answer that there was not", in)
	mu.Unlock()
	w := ask(e, "POST", host, "/v1/orders/1/deployment/check", `{"format":"compose","manifest":"services: {}"}`, "Authorization", "Bearer good")
	a.Tried(w.Code != 200, "a user's manifest is not read: %d %s", w.Code, w.Body)
	close(p.hold)
	all.Wait()
}
