package registry

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"berth/gateway/image"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/attacktest"
	"berth/shared/server/internet"
)

// watched has all connections that an Asker begins refused but those to hosts that are let, and keeps to where they were to go.
func watched(a *Asker, let ...string) (to func() []string) {
	var mu sync.Mutex
	var all []string
	a.dial.internet.Plain.Control = func(_, address string, _ syscall.RawConn) error {
		mu.Lock()
		defer mu.Unlock()
		for _, l := range let {
			if address == l {
				return nil
			}
		}
		all = append(all, address)
		return errors.New("the test lets nothing out")
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}

// isInside reports whether an address with a port is one that no tenant may have the gateway connect to.
func isInside(t *testing.T, address string) bool {
	t.Helper()
	p, err := netip.ParseAddrPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return !internet.Public(p.Addr())
}

// TestAttackRegistryNameInside: no name or address of a registry has the gateway connect to where the operator's network is, also
// where the name leads elsewhere from one moment to the next; and all of them are answered alike.
func TestAttackRegistryNameInside(t *testing.T) {
	a := attacktest.Begin(t, "a registry's name has the gateway connect into the operator's network")
	inside := []string{"127.0.0.1", "10.0.0.5", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1%eth0", "::ffff:10.0.0.5", "64:ff9b::a00:5", "51.15.1.7"}
	said := map[string]bool{}
	for _, second := range inside {
		for _, answers := range [][][]string{{{second}}, {{"8.8.8.8", second}}, {{second, "8.8.8.8"}}, {{"8.8.8.8"}, {second}}, {{"8.8.8.8"}, {"8.8.4.4", second}, {second}}, {{}}} {
			x, _ := asker(t)
			to, n := watched(x), 0
			x.dial.internet.Closed = func() []netip.Prefix { return []netip.Prefix{netip.MustParsePrefix("51.15.1.7/32")} }
			x.dial.internet.Lookup = func(context.Context, string, string) (all []netip.Addr, err error) {
				for _, s := range answers[min(n, len(answers)-1)] {
					all = append(all, netip.MustParseAddr(s))
				}
				n++
				return all, nil
			}
			for try := range 4 {
				_, err := x.Ask(t.Context(), u, fmt.Sprintf("registry.example.org:5000/a:%d", try), nil)
				said[fmt.Sprint(err)] = true
			}
			for _, address := range to() {
				a.Tried(isInside(t, address) || strings.HasPrefix(address, "51.15.1.7:"), "%v: %s", answers, address)
			}
			a.Tried(n == 0, "%v: the name is not looked up each time", answers)
		}
	}
	a.Tried(len(said) != 1, "names are told apart: %v", said)
	x, _ := asker(t)
	to := watched(x)
	for _, host := range []string{
		"127.0.0.1:5000", "10.0.0.5", "localhost:5000", "localhost", "x.localhost", "169.254.169.254", "0x7f.1", "2130706433", "127.1:80", "registry.kube-system.svc", "metadata.google.internal", "8.8.8.8:25", "8.8.8.8:22", "8.8.8.8:80",
		"ghcr.io:25", "nas.local", "user@10.0.0.5", "10.0.0.5#ghcr.io", "index.docker.io@10.0.0.5", "[::1]:5000",
	} {
		_, err := x.Ask(t.Context(), u, host+"/a/b:1", nil)
		a.Tried(err == nil || len(to()) > 0, "%s: %v, to %v", host, err, to())
	}
}

// TestAttackRegistryLeadsInside: where a registry sends whoever asks it, by redirects and by the place where tokens are got, the
// gateway does not go if that is inside, nor into what the operator has named if the registry itself was not.
func TestAttackRegistryLeadsInside(t *testing.T) {
	a := attacktest.Begin(t, "a registry sends the gateway into the operator's network")
	hits := 0
	var mu sync.Mutex
	victim := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		hits++
		mu.Unlock()
		w.Write([]byte(`{"token":"x"}`))
	}))
	defer victim.Close()
	port := strings.TrimPrefix(victim.URL, "http://127.0.0.1:")
	for _, to := range []string{victim.URL, "http://localhost:" + port, "https://127.0.0.1:" + port, "http://127.1:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://169.254.169.254/latest", "http://0x7f000001:" + port, "file:///etc/passwd", "//127.0.0.1:" + port,
		"http://inside.example.org:" + port, "https://inside.example.org:" + port} {
		for way, answer := range map[string]func(h *house, w http.ResponseWriter, r *http.Request) bool{
			"all": func(h *house, w http.ResponseWriter, r *http.Request) bool {
				http.Redirect(w, r, to+"/v2/", http.StatusTemporaryRedirect)
				return true
			},
			"manifest": func(h *house, w http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.Path, "/manifests/") {
					http.Redirect(w, r, to+"/x", http.StatusFound)
					return true
				}
				return false
			},
			"blob": func(h *house, w http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.Path, "/blobs/") {
					http.Redirect(w, r, to+"/x", http.StatusTemporaryRedirect)
					return true
				}
				return false
			},
			"token": func(h *house, w http.ResponseWriter, r *http.Request) bool {
				w.Header().Set("WWW-Authenticate", `Bearer realm="`+to+`/token",service="s"`)
				w.WriteHeader(http.StatusUnauthorized)
				return true
			},
			"token, in two steps": func(h *house, w http.ResponseWriter, r *http.Request) bool {
				if r.URL.Path == "/token" {
					http.Redirect(w, r, to+"/token", http.StatusFound)
					return true
				}
				w.Header().Set("WWW-Authenticate", `Bearer realm="`+h.URL+`/token",service="s"`)
				w.WriteHeader(http.StatusUnauthorized)
				return true
			},
		} {
			for _, access := range []*manifest.Registry{nil, {User: "ann", Password: "right"}} {
				h := newHouse(t)
				ref := h.push(t, "a:1", of(t, "amd64", v1.Config{}))
				h.guardBy(func(w http.ResponseWriter, r *http.Request) bool { return answer(h, w, r) })
				x, _ := asker(t, h.host)
				x.dial.internet.Lookup = func(context.Context, string, string) ([]netip.Addr, error) {
					return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
				}
				if access != nil {
					access.Host = h.host
				}
				_, err := x.Ask(t.Context(), u, ref, access)
				mu.Lock()
				a.Tried(hits > 0 || err == nil, "%s by %s: %v, %d requests", to, way, err, hits)
				hits = 0
				mu.Unlock()
			}
		}
	}
	// A registry of the internet's that leads to one that the operator has named.
	named := newHouse(t)
	var asked sync.Map
	named.guardBy(func(_ http.ResponseWriter, r *http.Request) bool { asked.Store(r.URL.String(), true); return false })
	x, _ := asker(t, named.host)
	for _, base := range []string{"http://", "https://"} {
		g := &guard{base: x.open, call: time.Second, host: "registry.example.org", named: func(string) bool { return false }}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+named.host+"/v2/", nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = g.RoundTrip(r)
		n := 0
		asked.Range(func(any, any) bool { n++; return true })
		a.Tried(err == nil || n > 0, "%s: %v, %d requests", base, err, n)
	}
}

// TestAttackRegistryPassword: a password goes to its registry, and to the place of that registry's site where tokens are got, and
// nowhere else, however the registry asks for it; and nothing that is said has it, or a token, in it.
func TestAttackRegistryPassword(t *testing.T) {
	a := attacktest.Begin(t, "a registry's password, or a token got for it, comes to somebody else")
	const password = "hunter2-and-more"
	var mu sync.Mutex
	var heard bytes.Buffer // all that somebody else was told
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(&heard, r.Method, r.URL, r.Header)
		_, _ = heard.ReadFrom(r.Body)
		switch {
		case strings.HasSuffix(r.URL.Path, "/challenge"):
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(http.StatusUnauthorized)
		default:
			w.Write([]byte(`{"token":"others","refresh_token":"x"}`))
		}
	}))
	defer other.Close()
	ask401 := func(w http.ResponseWriter, challenge string) {
		w.Header().Set("WWW-Authenticate", challenge)
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprintf(w, `{"errors":[{"code":"UNAUTHORIZED","message":%q}]}`, password)
	}
	for way, answer := range map[string]func(h *house, w http.ResponseWriter, r *http.Request){
		"realm": func(h *house, w http.ResponseWriter, r *http.Request) {
			ask401(w, `Bearer realm="`+other.URL+`/token"`)
		},
		"realm with a login": func(h *house, w http.ResponseWriter, r *http.Request) {
			ask401(w, `Bearer realm="http://a:b@`+strings.TrimPrefix(other.URL, "http://")+`/token"`)
		},
		"redirect": func(h *house, w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") == "" {
				ask401(w, `Basic realm="x"`)
				return
			}
			http.Redirect(w, r, other.URL+"/challenge", http.StatusTemporaryRedirect)
		},
		"redirect of a token": func(h *house, w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/token":
				http.Redirect(w, r, other.URL+"/token", http.StatusFound)
			default:
				ask401(w, `Bearer realm="`+h.URL+`/token"`)
			}
		},
		"redirect with a token": func(h *house, w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Path == "/token":
				fmt.Fprint(w, `{"token":"secret-token"}`)
			case r.Header.Get("Authorization") == "Bearer secret-token":
				http.Redirect(w, r, other.URL+"/challenge", http.StatusTemporaryRedirect)
			default:
				ask401(w, `Bearer realm="`+h.URL+`/token"`)
			}
		},
		"a token that is none": func(h *house, w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/token" {
				_, p, _ := r.BasicAuth()
				fmt.Fprintf(w, `{"mistake":%q}`, p)
				return
			}
			ask401(w, `Bearer realm="`+h.URL+`/token"`)
		},
		"words": func(h *house, w http.ResponseWriter, r *http.Request) {
			_, p, _ := r.BasicAuth()
			ask401(w, `Basic realm="`+p+`"`)
		},
	} {
		h := newHouse(t)
		h.guardBy(func(w http.ResponseWriter, r *http.Request) bool { answer(h, w, r); return true })
		x, _ := asker(t, h.host, strings.TrimPrefix(other.URL, "http://")) // the other one is named, too: it can be reached
		m, err := formats.Parse("sdl", sdl(h.host, password))
		if err != nil {
			t.Fatal(err)
		}
		_, err = x.Ask(t.Context(), u, m.Services[0].Image, m.Services[0].Pull)
		found := image.Look(t.Context(), x, u, m)
		said := fmt.Sprintf("%v %+v %#v", err, found, err)
		mu.Lock()
		all := heard.String()
		heard.Reset()
		mu.Unlock()
		encoded := "YW5uOmh1bnRlcjItYW5kLW1vcmU" // ann:hunter2-and-more
		a.Tried(strings.Contains(all, password) || strings.Contains(all, encoded) || strings.Contains(all, "secret-token"), "%s: %s", way, all)
		a.Tried(strings.Contains(said, password) || strings.Contains(said, "secret-token"), "%s: it is said: %s", way, said)
		a.Tried(err == nil, "%s: there are facts", way)
	}
}

func sdl(host, password string) string {
	return `version: "2.0"
services:
  web:
    image: ` + host + `/a:1
    credentials:
      host: ` + host + `
      username: ann
      password: ` + password + `
    expose:
      - port: 80
        to:
          - global: true
profiles:
  compute:
    web:
      resources:
        cpu:
          units: 1
        memory:
          size: 64Mi
        storage:
          size: 64Mi
  placement:
    any:
      pricing:
        web:
          denom: uakt
          amount: 1
deployment:
  web:
    any:
      profile: web
      count: 1
`
}

// TestAttackPrivateFacts: what was found out with a password is told to nobody who has not got it.
func TestAttackPrivateFacts(t *testing.T) {
	a := attacktest.Begin(t, "a private image's facts are told to somebody without its password")
	h := newHouse(t)
	ref := h.push(t, "a:1", of(t, "amd64", v1.Config{User: "7", Volumes: map[string]struct{}{"/secret": {}}}))
	h.guardBy(basic("ann", "right"))
	x, _ := asker(t, h.host)
	if _, err := x.Ask(t.Context(), u, ref, &manifest.Registry{Host: h.host, User: "ann", Password: "right"}); err != nil {
		t.Fatal(err)
	}
	h.Close() // only what is kept is left
	digest := ""
	for _, e := range x.kept.Values() {
		digest = e.facts.Digest
	}
	for _, image := range []string{ref, h.host + "/a", h.host + "/a@" + digest, ref + "@" + digest} {
		for _, access := range []*manifest.Registry{
			nil, {Host: h.host}, {Host: h.host, User: "ann"}, {Host: h.host, User: "ann", Password: "Right"}, {Host: h.host, User: "ann", Password: "right "}, {Host: h.host, User: "ann\x00", Password: "right"},
			{Host: h.host, User: "annr", Password: "ight"}, {Host: h.host, User: "", Password: "right"}, {Host: "ghcr.io", User: "ann", Password: "right"}, {Host: h.host, User: "right", Password: "ann"},
		} {
			_, err := x.Ask(t.Context(), u, image, access)
			a.Tried(err == nil, "%s with %+v", image, access)
		}
	}
	for _, k := range x.kept.Keys() {
		a.Tried(strings.Contains(k, "right"), "the password is kept: %q", k)
	}
}

// TestAttackRegistryAnswers: what a registry answers costs the gateway bounded time and memory, however large, slow or deep it is.
func TestAttackRegistryAnswers(t *testing.T) {
	a := attacktest.Begin(t, "a registry's answer takes the gateway's memory or time")
	forever := func(w http.ResponseWriter, r *http.Request, each string) {
		for r.Context().Err() == nil {
			if _, err := w.Write([]byte(each)); err != nil {
				return
			}
		}
	}
	manifests := func(r *http.Request) bool { return strings.Contains(r.URL.Path, "/manifests/") }
	block := strings.Repeat(`{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","size":1,"platform":{"os":"linux","architecture":"x"}},`, 500)
	for way, answer := range map[string]func(w http.ResponseWriter, r *http.Request) bool{
		"an endless ping": func(w http.ResponseWriter, r *http.Request) bool { forever(w, r, "x"); return true },
		"an endless manifest": func(w http.ResponseWriter, r *http.Request) bool {
			if manifests(r) {
				w.Header().Set("Content-Type", string(types.OCIImageIndex))
				fmt.Fprint(w, `{"schemaVersion":2,"manifests":[`)
				forever(w, r, block)
			}
			return manifests(r)
		},
		"a manifest that says how large it is": func(w http.ResponseWriter, r *http.Request) bool {
			if manifests(r) {
				w.Header().Set("Content-Length", "1099511627776")
				w.WriteHeader(http.StatusOK)
			}
			return manifests(r)
		},
		"an endless mistake": func(w http.ResponseWriter, r *http.Request) bool {
			w.WriteHeader(http.StatusInternalServerError)
			forever(w, r, "mistake ")
			return true
		},
		"an endless token": func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/token" {
				forever(w, r, " ")
				return true
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="http://`+r.Host+`/token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return true
		},
		"an endless header": func(w http.ResponseWriter, r *http.Request) bool {
			for i := range 2000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), strings.Repeat("x", 1000))
			}
			return true
		},
		"silence": func(w http.ResponseWriter, r *http.Request) bool { <-r.Context().Done(); return true },
		"a body that drips": func(w http.ResponseWriter, r *http.Request) bool {
			if manifests(r) {
				w.Header().Set("Content-Type", string(types.OCIManifestSchema1))
				fmt.Fprint(w, "{")
				_ = http.NewResponseController(w).Flush()
				<-r.Context().Done()
			}
			return manifests(r)
		},
		"redirects without end": func(w http.ResponseWriter, r *http.Request) bool {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
			return true
		},
		"challenges without end": func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == "/token" {
				fmt.Fprint(w, `{"token":"x"}`)
				return true
			}
			w.Header().Set("WWW-Authenticate", `Bearer realm="http://`+r.Host+`/token",scope="`+r.URL.Path+time.Now().String()+`"`)
			w.WriteHeader(http.StatusUnauthorized)
			return true
		},
		"a deep manifest": func(w http.ResponseWriter, r *http.Request) bool {
			if manifests(r) {
				w.Header().Set("Content-Type", string(types.OCIManifestSchema1))
				fmt.Fprint(w, strings.Repeat(`{"config":`, 300_000))
			}
			return manifests(r)
		},
	} {
		h := newHouse(t)
		var mu sync.Mutex
		calls := 0
		h.guardBy(func(w http.ResponseWriter, r *http.Request) bool {
			mu.Lock()
			calls++
			mu.Unlock()
			return answer(w, r)
		})
		x, _ := asker(t, h.host)
		x.call = 200 * time.Millisecond
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		_, err := x.Ask(t.Context(), u, h.host+"/a:1", nil)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		grew := after.TotalAlloc - before.TotalAlloc
		mu.Lock()
		a.Tried(err == nil || took > wholeTime || grew > 200<<20 || calls > maxCalls, "%s: %v, %v, %d MiB, %d requests", way, err, took, grew>>20, calls)
		mu.Unlock()
		h.CloseClientConnections()
	}
	// Many at once, on behalf of few.
	h := newHouse(t)
	var mu sync.Mutex
	now, most := map[string]int{}, 0
	h.guardBy(func(_ http.ResponseWriter, r *http.Request) bool {
		who, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/v2/"), "/")
		mu.Lock()
		now[who]++
		most = max(most, now[who])
		mu.Unlock()
		<-r.Context().Done()
		mu.Lock()
		now[who]--
		mu.Unlock()
		return true
	})
	x, _ := asker(t, h.host)
	x.call = 100 * time.Millisecond
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			_, err := x.Ask(ctx, image.Who{Name: "one"}, fmt.Sprintf("%s/one/a:%d", h.host, i), nil)
			a.Tried(err == nil, "there are facts")
		})
	}
	all.Wait()
	mu.Lock()
	defer mu.Unlock()
	a.Tried(most > 2*maxEach, "%d requests at a time on behalf of one", most) // a ping is asked twice at a time, by both schemes
}

func FuzzDescribe(f *testing.F) {
	f.Add([]byte(`{"os":"linux","architecture":"amd64","config":{"User":"0","ExposedPorts":{"80/tcp":{}},"Volumes":{"/x":{}},"Env":["A=b"],"Entrypoint":["x"],"Healthcheck":{"Test":["NONE"]}}}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var x image.Facts
		platform, err := describe(&x, raw)
		if err != nil {
			return
		}
		if len(x.Ports) > maxPorts || len(x.Volumes) > maxVolumes || len(x.Env) > maxEnv || len(x.Cmd)+len(x.Entrypoint) > 2*maxWords || len(platform) > 80 {
			t.Errorf("%+v", x)
		}
		for _, s := range append(append([]string{x.User, x.Dir}, x.Volumes...), x.Env...) {
			if len(s) > maxText || strings.ContainsAny(s, "\n\r\x00\x1b\u202e") {
				t.Errorf("%q", s)
			}
		}
	})
}

func FuzzChoose(f *testing.F) {
	f.Add(`{"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","platform":{"os":"linux","architecture":"amd64"}}]}`, "linux/amd64")
	f.Fuzz(func(t *testing.T, raw, platform string) {
		list, err := v1.ParseIndexManifest(strings.NewReader(raw))
		if err != nil || list == nil {
			return
		}
		h, err := choose(list, []string{platform})
		if err == nil && (h.Hex == "" && len(list.Manifests) == 0) {
			t.Errorf("%v", h)
		}
		if n := len(platformsOf(list)); n > maxPlatforms {
			t.Errorf("%d platforms", n)
		}
	})
}

func FuzzReference(f *testing.F) {
	f.Add("nginx:1", "docker.io", "7")
	f.Add("10.0.0.5/x@sha256:0", "https://index.docker.io/v1/", "-1")
	f.Fuzz(func(t *testing.T, reference, host, wait string) {
		x, _ := asker(t)
		to := watched(x)
		x.dial.internet.Lookup = func(context.Context, string, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		}
		if _, err := x.Ask(t.Context(), u, reference, &manifest.Registry{Host: host, User: "u", Password: "p"}); err == nil {
			t.Error("there are facts")
		}
		for _, address := range to() {
			if isInside(t, address) {
				t.Errorf("%q leads to %s", reference, address)
			}
		}
		if n := retryAfter(http.Header{"Retry-After": {wait}}); n > 1<<31 {
			t.Error(n)
		}
	})
}
