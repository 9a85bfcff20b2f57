package api

import (
	"cmp"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"berth/bff/catalogue"
	"berth/shared/order"
	"berth/shared/wire"
)

// An answer is given for marketLeast while nodes change, and for marketShare times as long as it took: all nodes are looked at for each.
const (
	marketLeast = time.Second
	marketShare = 50
)

// mostShown is how many services the market names, and mostLooked of how many it looks whether they can be had.
const mostShown, mostLooked = 6, 24

// shown are the services that the market names first, as far as they can be had; others of the catalogue fill up.
var shown = []string{"hello", "n8n", "wordpress", "code-server", "notes", "open-webui", "postgres", "minecraft", "nextcloud", "uptime-kuma", "ghost", "gitea"}

// market keeps the answer to GET /api/market. It is safe for concurrent use.
type market struct {
	mu      sync.Mutex
	version uint64    // of the catalogue
	until   time.Time // it is given whatever the version
	answer  *kept
}

func (a *API) getMarket(c *fiber.Ctx) error {
	if q := parseQuery(string(c.Request().URI().QueryString())); q.err != nil {
		return q.err
	}
	k, err := a.market.get(a.cfg.Catalogue.Version(), time.Now, a.marketNow)
	if err != nil {
		return err
	}
	c.Response().Header.SetContentType(fiber.MIMEApplicationJSON)
	return k.send(c)
}

// get is the kept answer, or a new one where the nodes are others and it is old enough. Who comes meanwhile waits for it.
func (m *market) get(version uint64, now func() time.Time, ask func() wire.Market) (*kept, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	start := now()
	if m.answer != nil && (version == m.version || start.Before(m.until)) {
		return m.answer, nil
	}
	b, err := json.Marshal(ask())
	if err != nil {
		return nil, err
	}
	took := now().Sub(start)
	m.version, m.until, m.answer = version, start.Add(max(marketLeast, marketShare*took)), &kept{body: b}
	return m.answer, nil
}

// marketNow is what there is to rent.
func (a *API) marketNow() wire.Market {
	all := slices.Clone(a.shelf.all)
	place := func(t wire.Template) int {
		if i := slices.Index(shown, t.ID); i >= 0 {
			return i
		}
		return len(shown)
	}
	slices.SortStableFunc(all, func(x, y wire.Template) int { return cmp.Compare(place(x), place(y)) })
	all = all[:min(len(all), mostLooked)]
	wants := make([]catalogue.Offered, len(all))
	for i, t := range all {
		wants[i] = catalogue.Offered{Workload: catalogue.Workload{Images: t.Images}, Size: t.Least}
		if t.Root {
			wants[i].Needs = order.NeedRoot
		}
	}
	m, rates := a.cfg.Catalogue.Market(wants)
	for i, t := range all {
		if rates[i] != nil && len(m.Services) < mostShown {
			m.Services = append(m.Services, wire.MarketService{ID: t.ID, Name: t.Name, Summary: t.Summary, Size: t.Least, Rate: *rates[i]})
		}
	}
	if a.cfg.Index != nil {
		m.Orders = a.cfg.Index.Count()
	}
	return m
}
