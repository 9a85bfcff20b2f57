package api

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"berth/bff/catalogue"
	"berth/bff/indexer"
	"berth/bff/login"
	"berth/bff/notice"
	"berth/bff/store"
	"berth/contracts/chain"
	"berth/contracts/chain/follow"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/openapitest"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/routetest"
	"berth/shared/server/trail"
	"berth/shared/wire"
)

// stocked is an API that has several of everything that there are lists of, and what of it is person(1)'s.
func stocked(t *testing.T) *API {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	s, err := store.OpenEmbedded(t.Context(), t.TempDir(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	const each = 5
	user, node := person(1), eth.Address{7}
	nodes := catalogue.New(dollar)
	x := indexer.NewIndex(nil)
	block := indexer.Block{Block: chain.Block{Number: 1, Hash: eth.Hash{1}, Time: time.Unix(1000, 0)}}
	var templates []wire.Template
	for i := range each {
		n := chain.Node{
			Address: eth.Address{7, byte(i)}, Operator: eth.Address{8}, Endpoint: fmt.Sprintf("n%d.example:443", i), RegisteredAt: time.Unix(1, 0),
			Total: resource.Resources{CPUMilli: 4000, MemoryMiB: 8192, DiskMiB: 1 << 20},
		}
		nodes.Put(n)
		nodes.SetCard(n.Address, &wire.Card{Name: fmt.Sprint("Node ", i), Headroom: n.Total, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(uint64(1e9 + i))}}}, "", time.Now())
		templates = append(templates, wire.Template{TemplateBrief: wire.TemplateBrief{
			ID: fmt.Sprint("t", i), Name: map[string]string{"en": "T", "zh": "服"}, Summary: map[string]string{"en": strings.Repeat("long ", 400)},
		}})
		for j, whose := range [][2]eth.Address{{user, node}, {person(2), user}} { // as user, as node
			id := order.ID(2*i + j + 1)
			o := order.Order{ID: id, User: whose[0], Node: whose[1], Token: dollar, Rate: amount.NanoOf(1e9), Duration: 3600, State: order.Created}
			block.Events = append(block.Events, indexer.Event{Kind: indexer.Created, Order: id, New: &o, Epoch: 1, Nonce: uint64(id), Block: 1, Index: uint(id), Time: block.Time})
		}
		at := time.Unix(int64(2000+i), 0).UTC()
		for _, err := range []error{
			s.Notices.AddNotice(t.Context(), user, wire.Notice{ID: fmt.Sprint("n", i), Kind: wire.NoticeTest, At: at}),
			s.Notices.PutHook(t.Context(), user, wire.Hook{ID: "1"}),
			s.Notices.AddDelivery(t.Context(), user, "1", wire.Delivery{Notice: "n", Attempt: i + 1, At: at}),
			s.Care.AddAct(t.Context(), user, wire.AgentAct{Kind: wire.ActExtend, At: at}),
			s.Checks.AddEvidence(t.Context(), wire.EvidenceDocument{ID: eth.Hash{1, byte(i)}.String()[2:], Node: node, Check: "key", At: at, Body: "{}"}),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	nodes.Publish()
	ignore := func([]eth.Address) {}
	indexer.NewSyncer(indexer.Config{Index: x, Changed: ignore, Recorded: ignore}).Take(follow.Checkpoint{Tail: []chain.Block{block.Block}}, nil, []indexer.Block{block})
	a, err := New(Config{
		Catalogue: nodes, Index: x, Templates: templates, Quotes: s.Offers, Evidence: s.Checks, Notices: notice.New(notice.Config{Store: s.Notices}), Agent: storedActs{s: s}, Tokens: []eth.Address{dollar},
		Login:  login.New(login.Config{Scheme: "https", Domain: "berth.example", ChainID: 1}, fakeSessions{}, fakeSessions{}, nil, time.Now),
		Origin: "https://berth.example", Log: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// storedActs is an agent that did what is in the database, and does nothing.
type storedActs struct {
	Agent
	s *store.Store
}

func (a storedActs) Acts(ctx context.Context, user eth.Address, cursor string, most int) (wire.Page[wire.AgentAct], error) {
	return a.s.Care.Acts(ctx, user, cursor, most)
}

func (storedActs) Sent(context.Context, indexer.Order) ([]eth.Hash, error) { return nil, nil }

func (storedActs) Care(context.Context, indexer.Order) (wire.Care, bool, error) {
	return wire.Care{}, false, nil
}

// listOf tells of a schema of an answer whether it is a list.
func listOf(schema map[string]any) bool {
	if schema["type"] == "array" {
		return true
	}
	if p, ok := schema["properties"].(map[string]any); ok {
		if items, ok := p["items"].(map[string]any); ok && items["type"] == "array" {
			return true
		}
	}
	if ref, _ := schema["$ref"].(string); ref == "#/components/schemas/NodeList" || ref == "#/components/schemas/Page" {
		return true
	}
	parts, _ := schema["allOf"].([]any)
	return slices.ContainsFunc(parts, func(p any) bool { m, ok := p.(map[string]any); return ok && listOf(m) })
}

// TestEveryList holds each list of the document to what all have in common: pages of a bounded size that lead from one to the next and have
// everything once, an entity tag and what follows from it, gzip where it is everybody's and none where it is a session's, and how often it may be
// asked for. A new list is among them by itself, and fails until stocked has some of it.
func TestEveryList(t *testing.T) {
	a := stocked(t)
	raw, err := os.ReadFile("openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	d := openapitest.Read(t, raw)
	named := strings.NewReplacer("{address}", eth.Address{7}.String(), "{id}", "1")
	lists := 0
	for path := range d.Paths {
		op := d.Operation("GET", path)
		schema := d.Answer("GET", path)
		if op == nil || !listOf(schema) {
			continue
		}
		lists++
		t.Run(path, func(t *testing.T) {
			whose, mine := []string(nil), op["security"] != nil
			if mine {
				whose = []string{"Cookie", "__Host-berth=" + cookie(1)}
			}
			targets := []string{named.Replace(path)}
			if path == "/api/orders" {
				targets = append(targets, targets[0]+"?as=node")
			}
			for _, target := range targets {
				isList(t, a, target, mine, whose)
			}
			responses, _ := op["responses"].(map[string]any)
			for _, status := range []string{"200", "304", "400", "429"} {
				if responses[status] == nil {
					t.Errorf("the document says nothing of %s", status)
				}
			}
			for _, name := range []string{"limit", "cursor"} {
				if !d.Takes("GET", path, name) {
					t.Errorf("the document has no %s", name)
				}
			}
		})
	}
	if lists < 7 {
		t.Errorf("only %d lists", lists)
	}
}

// isList tries one list.
func isList(t *testing.T, a *API, target string, mine bool, whose []string) {
	t.Helper()
	with := func(pairs ...string) string {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		q := u.Query()
		for i := 0; i < len(pairs); i += 2 {
			q.Set(pairs[i], pairs[i+1])
		}
		u.RawQuery = q.Encode()
		return u.String()
	}
	type page struct {
		Items []json.RawMessage `json:"items"`
		Next  string            `json:"next"`
		Total int               `json:"total"`
	}
	read := func(target string) (p page) {
		t.Helper()
		res, body := ask(t, a, "GET", target, whose...)
		if err := json.Unmarshal([]byte(body), &p); err != nil || res.StatusCode != 200 || p.Items == nil {
			t.Fatalf("%s: %d, %v: %s", target, res.StatusCode, err, body)
		}
		return p
	}
	all := read(target)
	if len(all.Items) < 5 || all.Total != len(all.Items) || all.Next != "" {
		t.Fatalf("%s: %d items of %d, next %q: the test's API needs five", target, len(all.Items), all.Total, all.Next)
	}
	var got []string
	for cursor := ""; ; {
		p := read(with("limit", "2", "cursor", cursor))
		if len(p.Items) > 2 || p.Total != all.Total {
			t.Errorf("a page of two has %d of %d", len(p.Items), p.Total)
		}
		for _, i := range p.Items {
			got = append(got, string(i))
		}
		if cursor = p.Next; cursor == "" || len(got) > len(all.Items) {
			break
		}
	}
	if !slices.EqualFunc(all.Items, got, func(i json.RawMessage, s string) bool { return string(i) == s }) {
		t.Errorf("page by page there are %d: %s", len(got), got)
	}
	for _, wrong := range [][]string{{"limit", "101"}, {"limit", "-1"}, {"limit", "x"}, {"nothing", "1"}, {"cursor", strings.Repeat("x", 201)}} {
		res, body := ask(t, a, "GET", with(wrong...), whose...)
		if res.StatusCode != 400 || !strings.Contains(body, `"field":"`+wrong[0]+`"`) {
			t.Errorf("%v: %d %s", wrong, res.StatusCode, body)
		}
		routetest.Problem(t, wrong[0], trail.RequestHeader, res, body)
	}
	// A cursor that is none is an error, or nothing follows it.
	if res, body := ask(t, a, "GET", with("cursor", "none"), whose...); res.StatusCode != 400 && !strings.Contains(body, `"items":[]`) {
		t.Errorf("behind what is no cursor: %d %s", res.StatusCode, body)
	}
	res, body := ask(t, a, "GET", target, append(whose, "Accept-Encoding", "gzip")...)
	tag := res.Header.Get("ETag")
	left, err := strconv.Atoi(res.Header.Get("RateLimit-Remaining"))
	if most, err2 := strconv.Atoi(res.Header.Get("RateLimit-Limit")); err != nil || err2 != nil || left >= most || res.Header.Get("RateLimit-Reset") == "" {
		t.Errorf("limits: %v", res.Header)
	}
	switch packed := res.Header.Get("Content-Encoding"); {
	case mine && (packed != "" || res.Header.Get("Cache-Control") != "no-store"):
		t.Errorf("one's own: %v", res.Header)
	case mine:
	case packed != "gzip" && len(body) >= leastPacked || res.Header.Get("Vary") != "Accept-Encoding" || res.Header.Get("Cache-Control") != "no-cache":
		t.Errorf("everybody's, of %d bytes: %v", len(body), res.Header)
	case packed == "gzip":
		if r, err := gzip.NewReader(strings.NewReader(body)); err != nil {
			t.Error(err)
		} else if b, err := io.ReadAll(r); err != nil || !json.Valid(b) {
			t.Errorf("packed: %v %s", err, b)
		}
	}
	if again, none := ask(t, a, "GET", target, append(whose, "Accept-Encoding", "gzip", "If-None-Match", tag)...); tag == "" || again.StatusCode != 304 || none != "" || again.Header.Get("ETag") != tag {
		t.Errorf("with its tag: %d %q %v", again.StatusCode, none, again.Header)
	}
	if other, _ := ask(t, a, "GET", with("limit", "1"), append(whose, "If-None-Match", tag)...); other.StatusCode != 200 {
		t.Errorf("with the tag of another page: %d", other.StatusCode)
	}
	if mine {
		if res, body := ask(t, a, "GET", target); res.StatusCode != 401 {
			t.Errorf("without a session: %d %s", res.StatusCode, body)
		}
	}
}

// How often lists may be had is each address's own.
func TestListsAreCounted(t *testing.T) {
	a, err := New(Config{Catalogue: catalogue.New(dollar), Tokens: []eth.Address{dollar}, Lists: 3, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		res, body := ask(t, a, "GET", "/api/nodes")
		if want := map[bool]int{true: 200, false: 429}[i < 3]; res.StatusCode != want {
			t.Fatalf("the %dth: %d, want %d", i+1, res.StatusCode, want)
		}
		if res.StatusCode == 429 {
			routetest.Problem(t, "the limit", trail.RequestHeader, res, body)
			if res.Header.Get("Retry-After") == "" || res.Header.Get("RateLimit-Remaining") != "0" {
				t.Errorf("limit: %v", res.Header)
			}
		}
	}
}
