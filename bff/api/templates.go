package api

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"

	"berth/bff/catalogue"
	"berth/bff/recommend"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

const templatesDefault = 50

// shelf is the catalogue of services with how many nodes can run each. It is safe for concurrent use.
type shelf struct {
	all   []wire.Template
	words []string // of each: in what a search looks, in small letters
	nodes *catalogue.Catalogue

	mu      sync.Mutex
	version uint64 // of the nodes that counts are of
	counts  []int
}

func newShelf(all []wire.Template, nodes *catalogue.Catalogue) *shelf {
	s := &shelf{all: all, nodes: nodes}
	for _, t := range all {
		words := append([]string{t.ID}, t.Images...)
		for _, l := range recommend.Languages {
			words = append(words, t.Name[l], t.Summary[l])
		}
		s.words = append(s.words, strings.ToLower(strings.Join(words, "\n")))
	}
	return s
}

// able is how many nodes can run each service.
func (s *shelf) able() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v := s.nodes.Version(); s.counts == nil || v != s.version {
		all := make([]catalogue.Workload, len(s.all))
		for i, t := range s.all {
			all[i].Images = t.Images
			if t.Root {
				all[i].Needs = order.NeedRoot
			}
		}
		s.version, s.counts = v, s.nodes.Able(all)
	}
	return s.counts
}

// has reports whether there is a service with an id.
func (s *shelf) has(id string) bool {
	return slices.ContainsFunc(s.all, func(t wire.Template) bool { return t.ID == id })
}

// find is a page of the services that a query describes.
func (s *shelf) find(q wire.TemplateQuery) (wire.Page[wire.TemplateBrief], error) {
	var page wire.Page[wire.TemplateBrief]
	q.Limit = cmp.Or(q.Limit, templatesDefault)
	if q.Limit > catalogue.MaxLimit {
		return page, problem.Field("limit", "from 1 to %d", catalogue.MaxLimit)
	}
	if q.Category != "" && !slices.Contains(recommend.Categories[:], q.Category) {
		return page, problem.Field("category", "one of %s", strings.Join(recommend.Categories[:], ", "))
	}
	if q.Cursor != "" && !s.has(q.Cursor) {
		return page, problem.Field("cursor", "send the \"next\" of the page before, with the same query; or none for the first page")
	}
	page.Items = []wire.TemplateBrief{}
	words, able, before := strings.Fields(strings.ToLower(q.Text)), s.able(), q.Cursor != ""
	for i, t := range s.all {
		seen := before
		before = before && t.ID != q.Cursor
		lacks := func(word string) bool { return !strings.Contains(s.words[i], word) }
		if q.Category != "" && t.Category != q.Category || slices.ContainsFunc(words, lacks) {
			continue
		}
		page.Total++
		switch {
		case seen:
		case len(page.Items) < q.Limit:
			b := t.TemplateBrief
			b.Nodes = able[i]
			page.Items = append(page.Items, b)
		case page.Next == "":
			page.Next = page.Items[q.Limit-1].ID
		}
	}
	return page, nil
}

func (a nodeRoutes) getTemplates(c *fiber.Ctx) error {
	q := parseQuery(string(c.Request().URI().QueryString()), "q", "category", "limit", "cursor")
	want := wire.TemplateQuery{Text: q.text("q", 100), Category: q.text("category", 20), Limit: q.limit(), Cursor: q.text("cursor", 200)}
	if q.err != nil {
		return q.err
	}
	page, err := a.shelf.find(want)
	if err != nil {
		return err
	}
	return c.JSON(page)
}

func (a nodeRoutes) getTemplate(c *fiber.Ctx) error {
	id := c.Params("id")
	i := slices.IndexFunc(a.shelf.all, func(t wire.Template) bool { return t.ID == id })
	if i < 0 {
		return notFound("there is no such service")
	}
	t := a.shelf.all[i]
	t.Nodes = a.shelf.able()[i]
	return c.JSON(t)
}
