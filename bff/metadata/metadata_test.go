package metadata

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"berth/bff/peer"
	"berth/shared/attacktest"
	"berth/shared/registry"
	"berth/shared/wire"
)

// site answers as it is told, by path.
func site(t *testing.T, plain *httptest.Server) (*httptest.Server, *Fetcher, func() int) {
	asked := 0
	said := func(w http.ResponseWriter, body string) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		fmt.Fprint(w, body)
	}
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		switch p := r.URL.Path; {
		case p == "/ok", p == "/ipfs/bafyok/about.json":
			w.Header().Set("ETag", `"1"`)
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			said(w, `{"name":"North Quay","description":"a & b"}`)
		case p == "/long":
			said(w, `{"name":"x"`+strings.Repeat(" ", maxBody)+"}")
		case p == "/html":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `{"name":"x"}`)
		case p == "/bidi":
			said(w, `{"name":"a\u202eb"}`)
		case p == "/script":
			said(w, `{"icon":"javascript:alert(1)"}`)
		case p == "/text":
			said(w, "hello")
		case p == "/gone":
			http.NotFound(w, r)
		case p == "/plain":
			http.Redirect(w, r, plain.URL+"/ok", http.StatusFound)
		case p == "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case p == "/once":
			http.Redirect(w, r, "/ok", http.StatusFound)
		}
	}))
	t.Cleanup(s.Close)
	return s, New(s.Client().Transport, s.URL+"/ipfs/"), func() int { return asked }
}

func TestFetch(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("went to http:") }))
	defer plain.Close()
	s, f, asked := site(t, plain)
	good := registry.About{Name: "North Quay", Description: "a & b"}
	for _, c := range []struct {
		uri  string
		want registry.About
		why  refusal
	}{
		{s.URL + "/ok", good, ""},
		{s.URL + "/once", good, ""},
		{good.URI(), good, ""},
		{"ipfs://bafyok/about.json", good, ""},
		{s.URL + "/long", registry.About{}, errLong},
		{s.URL + "/html", registry.About{}, errType},
		{s.URL + "/bidi", registry.About{}, errForm},
		{s.URL + "/script", registry.About{}, errForm},
		{s.URL + "/text", registry.About{}, errForm},
		{s.URL + "/gone", registry.About{}, errStatus},
		{s.URL + "/plain", registry.About{}, errRedirect},
		{s.URL + "/loop", registry.About{}, errRedirect},
		{"http://n1.example/", registry.About{}, errScheme},
		{"file:///etc/passwd", registry.About{}, errScheme},
		{"https://user:pass@n1.example/", registry.About{}, errScheme},
		{"https:///x", registry.About{}, errScheme},
		{"data:text/html,x", registry.About{}, errForm},
		{"", registry.About{}, errScheme},
	} {
		got := f.Fetch(t.Context(), c.uri, nil)
		if got.Said != c.want || got.Why != wire.Undescribed(c.why) {
			t.Errorf("%.60s: got %+v, %q, want %+v, %v", c.uri, got.Said, got.Why, c.want, c.why)
		}
	}
	if got := New(http.DefaultTransport, "").Fetch(t.Context(), "ipfs://bafy", nil); got.Why != wire.NoIPFS {
		t.Errorf("ipfs without a gateway: %q", got.Why)
	}
	// What has not changed is not sent again, and what is away for a while stays.
	first := f.Fetch(t.Context(), s.URL+"/ok", nil)
	before := asked()
	again := f.Fetch(t.Context(), s.URL+"/ok", &first)
	if asked() != before+1 || again.Said != good || again.ETag != `"1"` || again.Why != "" {
		t.Errorf("again: %+v after %d questions", again, asked()-before)
	}
	first.URI = s.URL + "/gone"
	if got := f.Fetch(t.Context(), first.URI, &first); got.Said != good || got.Why != wire.NotThere {
		t.Errorf("away: %+v", got)
	}
	if got := f.Fetch(t.Context(), s.URL+"/text", &first); got.Said != (registry.About{}) {
		t.Errorf("another URI shows what the last one had: %+v", got)
	}
}

// A metadata URI leads nobody into the platform's own network.
func TestAttackInside(t *testing.T) {
	a := attacktest.Begin(t, "a metadata URI that leads into the platform's own network")
	inside := 0
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { inside++ }))
	defer s.Close()
	f := New(peer.Guarded(false), "")
	for _, uri := range []string{
		s.URL, strings.Replace(s.URL, "127.0.0.1", "localhost", 1), strings.Replace(s.URL, "127.0.0.1", "[::ffff:127.0.0.1]", 1),
		strings.Replace(s.URL, "127.0.0.1", "0x7f.1", 1), "https://169.254.169.254/latest/meta-data", "https://10.0.0.1/", "https://[::1]/",
	} {
		got := f.Fetch(t.Context(), uri, nil)
		a.Tried(inside > 0 || got.Why == "", "%s", uri)
	}
}

func FuzzFetch(f *testing.F) {
	f.Add("data:application/json,{}")
	f.Add("ipfs://x/../..")
	f.Add("HTTPS://x\\@y")
	fetch := New(refusing{}, "https://gateway.example/ipfs/")
	f.Fuzz(func(t *testing.T, uri string) {
		got := fetch.Fetch(t.Context(), uri, nil)
		if got.Said != (registry.About{}) && !strings.HasPrefix(strings.ToLower(uri), "data:") {
			t.Errorf("%q: %+v", uri, got)
		}
	})
}

// refusing is a network that lets nothing but https out, and nothing of that.
type refusing struct{}

func (refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" || r.URL.User != nil || r.URL.Host == "" {
		panic(r.URL.String())
	}
	return nil, errAway
}
