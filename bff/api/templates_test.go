package api

import (
	"slices"
	"strings"
	"testing"
	"time"

	"berth/assets/templates"
	"berth/bff/catalogue"
	"berth/bff/recommend"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/wire"
)

func TestShelf(t *testing.T) {
	all, err := recommend.Templates(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	nodes := catalogue.New()
	s := newShelf(all, nodes)

	t.Run("every page", func(t *testing.T) {
		var ids []string
		for q := (wire.TemplateQuery{Limit: 7}); ; {
			page, err := s.find(q)
			if err != nil || page.Total != len(all) || len(page.Items) > 7 {
				t.Fatalf("%d of %d, %v", len(page.Items), page.Total, err)
			}
			for _, b := range page.Items {
				ids = append(ids, b.ID)
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
		if !slices.EqualFunc(ids, all, func(id string, t wire.Template) bool { return id == t.ID }) {
			t.Errorf("got %v", ids)
		}
	})
	t.Run("search", func(t *testing.T) {
		for _, c := range []struct {
			q    wire.TemplateQuery
			want string
		}{
			{wire.TemplateQuery{Text: "mariadb BLOG"}, "wordpress"},
			{wire.TemplateQuery{Text: "维基百科"}, "mediawiki"},
			{wire.TemplateQuery{Text: "ghcr.io/requarks"}, "wikijs"},
			{wire.TemplateQuery{Text: "no such thing"}, ""},
			{wire.TemplateQuery{Category: "game"}, "minecraft"},
			{wire.TemplateQuery{Category: "demo", Limit: 2}, "hello echo"},
			{wire.TemplateQuery{Category: "demo", Cursor: "echo"}, "notes"},
			{wire.TemplateQuery{Category: "demo", Text: "wordpress"}, ""},
		} {
			page, err := s.find(c.q)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, b := range page.Items {
				ids = append(ids, b.ID)
			}
			if got := strings.Join(ids, " "); got != c.want {
				t.Errorf("%+v: got %q, want %q", c.q, got, c.want)
			}
		}
	})
	t.Run("refused", func(t *testing.T) {
		for _, q := range []wire.TemplateQuery{{Limit: 101}, {Category: "x"}, {Cursor: "x"}} {
			if _, err := s.find(q); err == nil {
				t.Errorf("%+v: no error", q)
			}
		}
	})
	t.Run("nodes that can run it", func(t *testing.T) {
		at := func(id string) int {
			page, err := s.find(wire.TemplateQuery{Text: id, Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			return page.Items[slices.IndexFunc(page.Items, func(b wire.TemplateBrief) bool { return b.ID == id })].Nodes
		}
		if got := at("hello"); got != 0 {
			t.Errorf("without any node: %d", got)
		}
		for i, card := range []wire.Card{{}, {Root: &wire.Root{UserNS: true}}, {Root: &wire.Root{}}, {Images: []string{"berth/hello", "berth/echo"}}, {Images: []string{"berth/hello"}}} {
			a := eth.Address{byte(i + 1)}
			nodes.Put(chain.Node{Address: a, Endpoint: "node.example:443", RegisteredAt: time.Now()})
			nodes.SetCard(a, &card, "", time.Now())
		}
		away := eth.Address{9}
		nodes.Put(chain.Node{Address: away, Endpoint: "away.example:443", RegisteredAt: time.Now()})
		nodes.SetCard(away, nil, "it does not answer", time.Now())
		nodes.Publish()
		for id, want := range map[string]int{"hello": 5, "echo": 4, "notes": 3, "grafana": 3, "wordpress": 1} {
			if got := at(id); got != want {
				t.Errorf("%s: %d nodes, want %d", id, got, want)
			}
		}
	})
}
