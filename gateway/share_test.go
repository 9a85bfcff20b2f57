package gateway

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"berth/shared/problem"
	"berth/shared/wire"
)

// TestShare: an owner shares a service by a link, makes it public, and sees and ends who has come by that.
func TestShare(t *testing.T) {
	w := newWorld(t)
	w.start()
	id := w.order()
	bearer := w.access(id)
	w.deploy(bearer, w.deployRequest(id, 1, echoManifest, w.user))
	path := func(rest string) string { return fmt.Sprintf("/v1/orders/%s/%s", id, rest) }
	ask := func(at string, header ...string) int {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), "GET", at, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		resp, err := w.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if b, err := io.ReadAll(resp.Body); err != nil || strings.Contains(string(b), "bl_") {
			t.Errorf("%s: the service was told %q, %v", at, b, err)
		}
		return resp.StatusCode
	}
	var d wire.Deployment
	if _, p := w.call("GET", path("deployment"), bearer, nil, &d); p != nil || d.Services[0].Visibility != wire.Private {
		t.Fatalf("at first: %+v %v", d.Services, p)
	}
	at, soon := d.Services[0].URL, time.Now().Add(time.Hour)
	if _, p := w.call("POST", path("links"), bearer, wire.LinkRequest{Service: "echo", ExpiresAt: soon}, nil); p == nil || p.Code != problem.LinkShut {
		t.Errorf("a link to a private service: %v", p)
	}
	var x wire.Exposure
	if _, p := w.call("PUT", path("services/echo/exposure"), bearer, wire.Exposure{Visibility: wire.Linked, IdleSeconds: 600}, &x); p != nil || x.Visibility != wire.Linked || x.Most.LifeSeconds != 720*3600 {
		t.Fatalf("exposure: %+v %v", x, p)
	}
	var l wire.NewLink
	if _, p := w.call("POST", path("links"), bearer, wire.LinkRequest{Service: "echo", PathPrefix: "/headers", MaxUses: 2, ExpiresAt: soon}, &l); p != nil {
		t.Fatal(p)
	}
	if want := fmt.Sprintf("http://%s/.berth/enter/echo-%s#%s", w.domain, id, l.Token); l.URL != want {
		t.Errorf("got %s, want %s", l.URL, want)
	}
	for _, c := range []struct {
		path string
		want int
	}{{"/", 403}, {"/headers/../", 403}, {"/headers", 200}, {"/headers?a=1", 200}, {"/headers", 401}} {
		if code := ask(at+c.path, wire.LinkHeader, l.Token); code != c.want {
			t.Errorf("%s by the link: got %d, want %d", c.path, code, c.want)
		}
	}
	var links wire.Links
	if _, p := w.call("GET", path("links"), bearer, nil, &links); p != nil || len(links.Links) != 1 || links.Links[0].Uses != 2 || links.Most != 64 {
		t.Errorf("links: %+v %v", links, p)
	}
	if _, p := w.call("DELETE", path("links/"+l.ID), bearer, nil, nil); p != nil {
		t.Error(p)
	}
	if _, p := w.call("DELETE", path("links/"+l.ID), bearer, nil, nil); p == nil || p.Code != problem.NotFound {
		t.Errorf("once more: %v", p)
	}
	if code := ask(at + "/"); code != 401 {
		t.Errorf("without anything: %d", code)
	}
	if _, p := w.call("PUT", path("services/echo/exposure"), bearer, wire.Exposure{Visibility: wire.Public, Basic: &wire.Basic{User: "ann", Password: "correct horse"}}, &x); p != nil || x.Basic == nil || x.Basic.Password != "" {
		t.Fatalf("a password: %+v %v", x, p)
	}
	if ask(at+"/") != 401 || ask(at+"/", "Authorization", "Basic YW5uOmNvcnJlY3QgaG9yc2U=") != 200 {
		t.Error("the password")
	}
	if _, p := w.call("PUT", path("services/echo/exposure"), bearer, wire.Exposure{Visibility: wire.Public}, nil); p != nil {
		t.Fatal(p)
	}
	if code := ask(at + "/"); code != 200 {
		t.Errorf("public: %d", code)
	}
	if _, p := w.call("GET", path("deployment"), bearer, nil, &d); p != nil || d.Services[0].Visibility != wire.Public {
		t.Errorf("after all: %+v %v", d.Services, p)
	}
	w.open(id, bearer, "echo")
	var v wire.Visitors
	if _, p := w.call("GET", path("visitors"), bearer, nil, &v); p != nil || len(v.Visitors) != 1 || v.Visitors[0].Link != "" || v.Visitors[0].Address == "" {
		t.Fatalf("visitors: %+v %v", v, p)
	}
	if _, p := w.call("DELETE", path("visitors/"+v.Visitors[0].ID), bearer, nil, nil); p != nil {
		t.Error(p)
	}
	if _, p := w.call("GET", path("visitors"), bearer, nil, &v); p != nil || len(v.Visitors) != 0 {
		t.Errorf("after its end: %+v %v", v, p)
	}
}
