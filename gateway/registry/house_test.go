package registry

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	memory "github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/random"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"berth/gateway/image"
	"berth/gateway/reach"
)

var u = image.Who{Name: "u"}

// house is a registry with what stands before it.
type house struct {
	*httptest.Server
	host   string
	inside http.Handler
	asked  atomic.Int32 // for manifests, by GET
	heads  atomic.Int32

	mu     sync.Mutex
	before func(w http.ResponseWriter, r *http.Request) (done bool) // nil: nothing
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{inside: memory.New(memory.Logger(log.New(io.Discard, "", 0)))}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.Close)
	h.host = strings.TrimPrefix(h.URL, "http://")
	return h
}

func (h *house) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.URL.Path, "/manifests/") {
		switch r.Method {
		case http.MethodGet:
			h.asked.Add(1)
		case http.MethodHead:
			h.heads.Add(1)
		}
	}
	h.mu.Lock()
	before := h.before
	h.mu.Unlock()
	if before == nil || !before(w, r) {
		h.inside.ServeHTTP(w, r)
	}
}

// guardBy puts something before the registry.
func (h *house) guardBy(f func(w http.ResponseWriter, r *http.Request) bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = f
}

// push puts an image or an index in, past what stands before the registry.
func (h *house) push(t *testing.T, path string, what remote.Taggable) (reference string) {
	t.Helper()
	direct := httptest.NewServer(h.inside)
	defer direct.Close()
	ref, err := name.ParseReference(strings.TrimPrefix(direct.URL, "http://") + "/" + path)
	if err != nil {
		t.Fatal(err)
	}
	switch x := what.(type) {
	case v1.ImageIndex:
		err = remote.WriteIndex(ref, x, remote.WithAuth(authn.Anonymous))
	case v1.Image:
		err = remote.Write(ref, x, remote.WithAuth(authn.Anonymous))
	default:
		err = remote.Put(ref, what)
	}
	if err != nil {
		t.Fatal(err)
	}
	return h.host + "/" + path
}

// of makes an image for a platform.
func of(t *testing.T, arch string, c v1.Config) v1.Image {
	t.Helper()
	img, err := random.Image(1000, 3)
	if err != nil {
		t.Fatal(err)
	}
	f, err := img.ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	f.OS, f.Architecture, f.Config = "linux", arch, c
	if img, err = mutate.ConfigFile(img, f); err != nil {
		t.Fatal(err)
	}
	return img
}

// several is an index of images, and of an attestation, which is none.
func several(t *testing.T, archs ...string) v1.ImageIndex {
	t.Helper()
	index := v1.ImageIndex(empty.Index)
	for _, arch := range archs {
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: of(t, arch, v1.Config{User: arch}), Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "linux", Architecture: arch}}})
	}
	return mutate.AppendManifests(index, mutate.IndexAddendum{Add: of(t, "unknown", v1.Config{}), Descriptor: v1.Descriptor{Platform: &v1.Platform{OS: "unknown", Architecture: "unknown"}}})
}

// clock is set by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// asker asks registries that are named, on a clock that is set by hand.
func asker(t *testing.T, named ...string) (*Asker, *clock) {
	t.Helper()
	registries, err := reach.NewRegistries(append(named, reach.AnyPublic), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{now: time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)}
	a, err := New(Config{
		Registries: registries, Platforms: func() []string { return []string{"linux/amd64"} }, Now: c.Now,
		Lookup: func(_ context.Context, _, host string) ([]netip.Addr, error) {
			return nil, &net.DNSError{Name: host, IsNotFound: true}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close() })
	return a, c
}

// whyOf is why there are no facts; empty: there are.
func whyOf(t *testing.T, err error) image.Why {
	t.Helper()
	var f *image.Fault
	if err != nil && !errors.As(err, &f) {
		t.Fatalf("got %v, want a fault", err)
	}
	if f == nil {
		return ""
	}
	return f.Why
}
