package platform

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/attacktest"
	"berth/shared/clocktest"
	"berth/shared/eth"
	"berth/shared/rank"
	"berth/shared/wire"
)

var usd, brt = eth.Address{0xd}, eth.Address{0xb}

// node is one that takes orders, at so much for a core-hour.
func node(i int, core uint64) wire.Node {
	n := wire.Node{Address: eth.Address{byte(i >> 8), byte(i), 1}, Name: "n" + strconv.Itoa(i), Reachable: true}
	n.Prices = []wire.Price{{Token: usd, CoreHour: amount.NanoOf(core * 1e9)}}
	return n
}

// serve is a platform with so many nodes, which counts how often its list is asked for.
func serve(t *testing.T, nodes int) (base string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/nodes", func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		from, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		var l wire.NodeList
		for i := from; i < min(from+limit, nodes); i++ {
			l.Items = append(l.Items, node(i, uint64(i+1)))
		}
		if from+limit < nodes {
			l.Next = strconv.Itoa(from + limit)
		}
		_ = json.NewEncoder(w).Encode(l)
	})
	mux.HandleFunc("GET /api/info", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"name":"P"}`) })
	mux.HandleFunc("GET /contracts.json", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"chainId":7,"rpc":"%s"}`, strings.Repeat("x", maxAnswer))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL, asked
}

func TestNodes(t *testing.T) {
	for _, c := range []struct {
		have, want, asked int
		more              bool
	}{{0, 0, 1, false}, {100, 100, 1, false}, {101, 101, 2, false}, {1000, 1000, 10, false}, {5000, 1000, 10, true}} {
		base, asked := serve(t, c.have)
		all, more, err := New(base + "/").Nodes(t.Context())
		if err != nil || len(all) != c.want || more != c.more || int(asked.Load()) != c.asked {
			t.Errorf("of %d: %d nodes, more %v, asked %d times, %v", c.have, len(all), more, asked.Load(), err)
		}
	}
}

func TestAnswers(t *testing.T) {
	base, _ := serve(t, 0)
	p := New(base)
	if info, err := p.Info(t.Context()); err != nil || info.Name != "P" {
		t.Errorf("got %+v, %v", info, err)
	}
	if _, err := p.Node(t.Context(), usd); !IsUnknown(err) {
		t.Errorf("a node that it does not know: %v", err)
	}
	if _, err := p.Contracts(t.Context()); err == nil || IsUnknown(err) {
		t.Errorf("an answer without an end: %v", err)
	}
	for base, ok := range map[string]bool{
		"https://app.example.org": true, "http://127.0.0.1:8080/": true, "": false, "app.example.org": false, "ftp://a": false, "https://": false, "https://u:p@a": false,
		"https://a/?q": false, "https://a/#f": false,
	} {
		if err := Check(base); (err == nil) != ok {
			t.Errorf("%q: %v", base, err)
		}
	}
}

// TestAttackPlatformRedirect: a platform leads its askers to a server that it cannot reach itself.
func TestAttackPlatformRedirect(t *testing.T) {
	a := attacktest.Begin(t, "a platform has a gateway ask another server")
	inside := 0
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		inside++
		fmt.Fprint(w, `{"name":"inside"}`)
	}))
	defer other.Close()
	to := ""
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/here" {
			fmt.Fprint(w, `{"name":"P"}`)
			return
		}
		http.Redirect(w, r, to, http.StatusFound)
	}))
	defer s.Close()
	for _, to = range []string{other.URL + "/here", "//" + strings.TrimPrefix(other.URL, "http://") + "/here", "https" + strings.TrimPrefix(s.URL, "http") + "/here", "/again"} {
		info, err := New(s.URL).Info(t.Context())
		a.Tried(err == nil || inside > 0, "led to %s: %+v, asked there %d times", to, info, inside)
	}
	if to = s.URL + "/here"; inside == 0 {
		if info, err := New(s.URL).Info(t.Context()); err != nil || info.Name != "P" {
			t.Errorf("led on at the platform's own: %+v, %v", info, err)
		}
	}
}

// TestList: it is read once a minute, by one of those who ask, and a failure is not kept.
func TestList(t *testing.T) {
	base, asked := serve(t, 3)
	clock := clocktest.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	l := NewList(base, clock.Now)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if nodes, _, _, err := l.Nodes(t.Context()); err != nil || len(nodes) != 3 {
				t.Errorf("got %d, %v", len(nodes), err)
			}
		})
	}
	all.Wait()
	if asked.Load() != 1 {
		t.Errorf("asked %d times", asked.Load())
	}
	clock.Pass(freshFor)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, _, err := l.Nodes(gone); err == nil {
		t.Error("no error of a question that was given up")
	}
	if _, _, at, err := l.Nodes(t.Context()); err != nil || !at.Equal(clock.Now()) || asked.Load() != 2 {
		t.Errorf("after a minute: read %s, asked %d times, %v", at, asked.Load(), err)
	}
	if nodes, _, _, err := NewList("", clock.Now).Nodes(t.Context()); err != nil || nodes != nil {
		t.Errorf("without a platform: %v, %v", nodes, err)
	}
}

func TestPositions(t *testing.T) {
	me := eth.Address{0xff}
	mine := func(core uint64) []wire.Price { return []wire.Price{{Token: usd, CoreHour: amount.NanoOf(core * 1e9)}} }
	many := func(n int) (all []wire.Node) {
		for i := range n {
			all = append(all, node(i, uint64(i+1)))
		}
		return all
	}
	closed := []wire.Node{node(1, 1), node(2, 2), node(3, 3), node(4, 4)}
	closed[0].Paused, closed[1].Reachable, closed[2].Address = true, false, me
	for _, c := range []struct {
		name                    string
		nodes                   []wire.Node
		core                    uint64
		others, cheaper, dearer int
		around, middle          string
	}{
		{"alone", nil, 5, 0, 0, 0, "me", ""},
		{"the same price comes after", many(3), 2, 3, 1, 1, "n0 me n1 n2", "n1"},
		{"who takes no orders, and itself, are no rivals", closed, 9, 1, 1, 0, "n4 me", "n4"},
		{"the cheapest of many", many(20), 0, 20, 0, 20, "me n0 n1 n2 n3 n4 n5", "n10"},
		{"the dearest of many", many(20), 99, 20, 20, 0, "n14 n15 n16 n17 n18 n19 me", "n10"},
		{"in their midst", many(20), 10, 20, 9, 10, "n6 n7 n8 me n9 n10 n11", "n10"},
	} {
		got := Positions(c.nodes, me, "me", mine(c.core))
		if len(got) != 1 {
			t.Fatalf("%s: %d positions", c.name, len(got))
		}
		p := got[0]
		var around []string
		for _, r := range p.Around {
			if r.Mine != (r.Node == me) {
				t.Errorf("%s: mine %v of %s", c.name, r.Mine, r.Node)
			}
			around = append(around, r.Name)
		}
		middle := ""
		if i := slices.IndexFunc(c.nodes, func(n wire.Node) bool {
			return p.Middle != nil && n.Prices[0].Rate(rank.Sample(), 24*3600).Cmp(*p.Middle) == 0
		}); i >= 0 {
			middle = c.nodes[i].Name
		}
		if s := strings.Join(around, " "); s != c.around || p.Others != c.others || p.Cheaper != c.cheaper || p.Dearer != c.dearer || middle != c.middle {
			t.Errorf("%s: %q, others %d, cheaper %d, dearer %d, middle %q", c.name, s, p.Others, p.Cheaper, p.Dearer, middle)
		}
	}
	if got := Positions(many(3), me, "me", []wire.Price{{Token: brt, CoreHour: amount.NanoOf(1e9)}}); len(got) != 1 || got[0].Others != 0 || got[0].Middle != nil {
		t.Errorf("in a token that nobody else takes: %+v", got)
	}
}

func TestFar(t *testing.T) {
	for _, c := range []struct {
		mine         uint64
		above, below bool
	}{{100, false, false}, {300, false, false}, {301, true, false}, {34, false, false}, {33, false, true}} {
		if above, below := Far(amount.NanoOf(c.mine), amount.NanoOf(100)); above != c.above || below != c.below {
			t.Errorf("%d: %v, %v", c.mine, above, below)
		}
	}
}
