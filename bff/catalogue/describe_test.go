package catalogue

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/wire"
)

// library is a Metadata that takes a while.
type library struct {
	mu     sync.Mutex
	asked  map[string][]time.Time
	last   map[string]*dossier.About // that was given with the newest question
	broken map[string]bool
	takes  time.Duration
	now    int
	most   int // side by side
}

func (l *library) Fetch(ctx context.Context, uri string, last *dossier.About) dossier.About {
	l.mu.Lock()
	l.asked[uri] = append(l.asked[uri], time.Now())
	l.last[uri] = last
	l.now++
	l.most = max(l.most, l.now)
	broken, takes := l.broken[uri], l.takes
	l.mu.Unlock()
	select {
	case <-ctx.Done():
	case <-time.After(takes):
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.now--
	if broken {
		return dossier.About{URI: uri, Fetched: time.Now(), Why: wire.NotThere}
	}
	return dossier.About{URI: uri, Fetched: time.Now(), Said: registry.About{Description: "of " + uri}, ETag: "v1"}
}

// count is how often a URI was asked for.
func (l *library) count(uri string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.asked[uri])
}

// TestDescriber: metadata is read when it is new, again after six hours, after one hour where it could not be read, and not of data: or nothing.
func TestDescriber(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New()
		l := &library{asked: map[string][]time.Time{}, last: map[string]*dossier.About{}, broken: map[string]bool{"https://b.example/x": true}, takes: 100 * time.Millisecond}
		node := func(i byte, uri string) chain.Node {
			return chain.Node{Address: eth.Address{i}, MetadataURI: uri, RegisteredAt: time.Unix(1, 0)}
		}
		c.Put(node(1, "https://a.example/x"), node(2, "https://b.example/x"), node(3, "data:,x"), node(4, ""), node(5, "ipfs://c"))
		d := &Describer{Catalogue: c, Metadata: l}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); d.Run(ctx) }()
		rest := func(x time.Duration) { time.Sleep(x); synctest.Wait() }
		counts := func() map[string]int {
			l.mu.Lock()
			defer l.mu.Unlock()
			all := map[string]int{}
			for uri, times := range l.asked {
				all[uri] = len(times)
			}
			return all
		}
		rest(describing + time.Second)
		if got, want := counts(), map[string]int{"https://a.example/x": 1, "https://b.example/x": 1, "ipfs://c": 1}; !maps.Equal(got, want) {
			t.Fatalf("at first: %v, want %v", got, want)
		}
		c.Publish()
		if n, _ := c.Node(eth.Address{1}); n.Description != "of https://a.example/x" {
			t.Errorf("it is described as %q", n.Description)
		}
		if _, about, _ := c.About(eth.Address{2}); about == nil || about.Why != wire.NotThere || c.Undescribed(eth.Address{2}) != wire.NotThere {
			t.Errorf("what could not be read: %+v", about)
		}
		for i, want := range map[byte]wire.Undescribed{1: "", 3: wire.NoDescription, 4: "", 5: "", 6: ""} {
			if why := c.Undescribed(eth.Address{i}); why != want {
				t.Errorf("node %d is not described for %q, want %q", i, why, want)
			}
		}
		rest(retried - 2*describing)
		if n := l.count("https://b.example/x"); n != 1 {
			t.Errorf("what could not be read: asked for %d times within the hour", n)
		}
		rest(3 * describing)
		if got, want := counts(), map[string]int{"https://a.example/x": 1, "https://b.example/x": 2, "ipfs://c": 1}; !maps.Equal(got, want) {
			t.Errorf("after an hour: %v, want %v", got, want)
		}
		// It can be read now; what is there is given, so that the other server need not send it again.
		l.mu.Lock()
		delete(l.broken, "https://b.example/x")
		l.mu.Unlock()
		rest(retried + 2*describing)
		c.Publish()
		if n, _ := c.Node(eth.Address{2}); n.Description != "of https://b.example/x" {
			t.Errorf("once it can be read: %q", n.Description)
		}
		rest(described)
		if n := l.count("https://a.example/x"); n != 2 || l.last["https://a.example/x"] == nil || l.last["https://a.example/x"].ETag != "v1" {
			t.Errorf("after six hours: asked for %d times, with %+v", n, l.last["https://a.example/x"])
		}
		// Another URI is read at once; one that changes while it is read is not taken for the new one.
		l.mu.Lock()
		l.takes = 2 * time.Second
		l.mu.Unlock()
		c.Put(node(1, "https://a.example/y"))
		for l.count("https://a.example/y") == 0 {
			rest(100 * time.Millisecond)
		}
		c.Put(node(1, "https://a.example/z"))
		rest(3 * time.Second)
		if _, about, _ := c.About(eth.Address{1}); about != nil && about.URI == "https://a.example/y" {
			t.Errorf("the old URI's words stand for the new one: %+v", about)
		}
		rest(2 * describing)
		if _, about, _ := c.About(eth.Address{1}); about == nil || about.URI != "https://a.example/z" {
			t.Errorf("of the new URI: %+v", about)
		}
		// What its end breaks off says nothing.
		c.Put(node(1, "https://a.example/w"))
		for l.count("https://a.example/w") == 0 {
			rest(100 * time.Millisecond)
		}
		stop()
		<-done
		if _, about, _ := c.About(eth.Address{1}); about != nil {
			t.Errorf("what was broken off: %+v", about)
		}
	})
}

// TestDescriberIsPolite: of one host one is read in a round, of all of them twenty, four at a time.
func TestDescriberIsPolite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New()
		l := &library{asked: map[string][]time.Time{}, last: map[string]*dossier.About{}, takes: 100 * time.Millisecond}
		d := &Describer{Catalogue: c, Metadata: l}
		for i := range byte(30) {
			c.Put(chain.Node{Address: eth.Address{1, i}, MetadataURI: fmt.Sprintf("https://One.example/%d", i), RegisteredAt: time.Unix(1, 0)})
			c.Put(chain.Node{Address: eth.Address{2, i}, MetadataURI: fmt.Sprintf("https://h%d.example/", i), RegisteredAt: time.Unix(1, 0)})
		}
		d.round(t.Context(), time.Now())
		one := 0
		for uri := range l.asked {
			if uri[:11] == "https://One" {
				one++
			}
		}
		if len(l.asked) != inRound || one > 1 || l.most != sideBySide {
			t.Errorf("%d were read, %d of one host, %d at a time", len(l.asked), one, l.most)
		}
		for range 30 {
			d.round(t.Context(), time.Now())
		}
		if len(l.asked) != 60 {
			t.Errorf("after thirty rounds %d of 60 were read", len(l.asked))
		}
	})
}
