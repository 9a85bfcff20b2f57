package api

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"berth/bff/indexer"
	"berth/bff/live"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
)

// topicsHelp is what the parameter may be.
const topicsHelp = "some of orders, nodes, prices and notices, by commas"

// getEvents is the one stream that a page has.
func (a *API) getEvents(c *fiber.Ctx) error {
	q := parseQuery(string(c.Request().URI().QueryString()), "topics", "node")
	names, watched := q.text("topics", 60), q.text("node", 43*wire.MostWatched)
	if q.err != nil {
		return q.err
	}
	t := live.Topics{}
	for name := range strings.SplitSeq(names, ",") {
		topic := wire.Topic(name)
		switch {
		case !slices.Contains([]wire.Topic{wire.TopicOrders, wire.TopicNodes, wire.TopicPrices, wire.TopicNotices}, topic):
			return problem.Field("topics", "%s; %q is none", topicsHelp, clip.To(name, 20))
		case slices.Contains(t.List, topic):
			return problem.Field("topics", "each once")
		}
		t.List = append(t.List, topic)
	}
	if watched != "" {
		for name := range strings.SplitSeq(watched, ",") {
			address, err := eth.ParseAddress(name)
			if err != nil {
				return problem.Field("node", "addresses of nodes, by commas")
			}
			if !slices.Contains(t.Watched, address) {
				t.Watched = append(t.Watched, address)
			}
		}
		if len(t.Watched) > wire.MostWatched {
			return problem.Field("node", "%d at most", wire.MostWatched)
		}
	}
	if slices.Contains(t.List, wire.TopicOrders) || slices.Contains(t.List, wire.TopicNotices) {
		s, err := a.session(c)
		if err != nil {
			return err
		}
		t.User = s.Address
	}
	last := strings.Clone(c.Get("Last-Event-ID"))
	source := live.Source{Orders: a.cfg.Index, Nodes: a.cfg.Catalogue, Notices: a.cfg.Notices, View: func(ctx context.Context, o indexer.Order) wire.OrderView {
		return a.view(ctx, o, t.User)
	}}
	return a.stream(c, t.User, func(ctx context.Context, send sender) error {
		return source.Follow(ctx, t, last, live.Send(send))
	})
}
