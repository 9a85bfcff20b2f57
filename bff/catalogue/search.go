package catalogue

import (
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strings"

	"berth/bff/catalogue/search"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Limits of a query.
const (
	DefaultLimit = 20
	MaxLimit     = 100
)

// MaxTokens is how many tokens a platform can accept.
const MaxTokens = 16

// Page is what a search finds, with the memory for it: one that is used again costs next to none. It is for one goroutine at a time.
type Page struct {
	wire.NodeList
	rates           []amount.Nano
	met             []order.Need
	excluded        map[resource.Dimension]int
	regions, models map[string]int
	needs           map[order.Need]int
}

// Clear lets go of the nodes, and keeps the memory.
func (p *Page) Clear() {
	clear(p.Items)
	kept := p.Items[:0]
	p.NodeList = wire.NodeList{}
	p.Items = kept
}

// Search answers a query. Paused and unreachable nodes are left out where resources or a price are asked for, since
// they could not be had; a query without them lists every node. It gives a problem that names the field.
func (c *Catalogue) Search(q wire.NodeQuery, duration uint32) (wire.NodeList, error) {
	var p Page
	err := c.Find(&p, q, duration)
	return p.NodeList, err
}

// Find is Search into a page, in place of what was there. What it holds is good until the page is used again.
func (c *Catalogue) Find(p *Page, q wire.NodeQuery, duration uint32) error {
	p.Clear()
	f := c.newFinder()
	defer c.release(f)
	if err := f.ask(q, duration); err != nil {
		return err
	}
	f.snap.Search(&f.query, &f.result)
	list := wire.NodeList{
		All: f.snap.Len() - f.snap.Flagged(flagUnlisted), Excluded: f.excluded(p), Regions: f.snap.Terms(termRegion), Models: f.snap.Terms(termModel), Needs: f.met(p), Facets: f.facets(p),
	}
	list.Total = f.result.Total
	items := f.result.Items
	if len(items) > f.limit {
		items = items[:f.limit]
		list.Next = encodeCursor(f.sort, f.place, items[f.limit-1].Position)
	}
	if cap(p.Items) < len(items) || p.Items == nil {
		p.Items, p.rates = make([]wire.Node, 0, len(items)), make([]amount.Nano, len(items))
	}
	list.Items = p.Items[:len(items)]
	for i, it := range items {
		f.show(&list.Items[i], it.Doc, &p.rates[i])
	}
	p.NodeList = list
	return nil
}

// finder is a query on its way, with the memory that it needs: it is used again.
type finder struct {
	tokens []eth.Address
	snap   *search.Snapshot[*wire.Node]
	query  search.Query[*wire.Node]
	result search.Result[*wire.Node]
	names  []resource.Dimension // of what each condition keeps out

	asked   resource.Resources
	none    bool // nothing is asked for
	token   eth.Address
	seconds uint32
	max     amount.Nano
	sort    byte // place in sorts, and 0x80 where it is turned round
	place   byte // of the token
	limit   int
	after   search.Position
}

func (c *Catalogue) newFinder() *finder {
	f, _ := c.finders.Get().(*finder)
	if f == nil {
		f = &finder{}
	}
	f.tokens, f.snap = c.tokens, c.index.Snapshot()
	return f
}

// release keeps a finder's memory for the next, but not the nodes.
func (c *Catalogue) release(f *finder) {
	f.snap = nil
	clear(f.result.Items)
	c.finders.Put(f)
}

// want says what a price is to be for. The zero token is the platform's first.
func (f *finder) want(r resource.Resources, token eth.Address, duration uint32) {
	if duration == 0 {
		duration = DefaultDuration
	}
	if token.IsZero() && len(f.tokens) > 0 {
		token = f.tokens[0]
	}
	f.asked, f.none, f.token, f.seconds, f.max = r, r.IsZero(), token, duration, amount.Nano{}
	f.names = f.names[:0]
	f.query = search.Query[*wire.Node]{
		Conditions: f.query.Conditions[:0], Facets: f.query.Facets[:0],
		Token: slices.Index(f.tokens, token), Amounts: amounts(r, duration), Whole: f.none, Duration: duration,
	}
}

// unless adds a condition, with the name of what it keeps out, and gives its place.
func (f *finder) unless(name resource.Dimension, c search.Condition) int {
	f.names = append(f.names, name)
	f.query.Conditions = append(f.query.Conditions, c)
	return len(f.names) - 1
}

// fits adds that a node has enough.
func (f *finder) fits() (model int) {
	r := &f.asked
	for _, d := range [...]struct {
		name   resource.Dimension
		number int
		least  uint64
	}{
		{resource.CPU, numCPU, uint64(r.CPUMilli)}, {resource.Memory, numMemory, uint64(r.MemoryMiB)}, {resource.Disk, numDisk, uint64(r.DiskMiB)},
		{resource.Traffic, numTraffic, r.TrafficMiB}, {resource.GPU, numGPU, uint64(r.GPU)},
	} {
		if d.least > 0 {
			f.unless(d.name, search.AtLeast(d.number, d.least))
		}
	}
	if r.GPUModel != "" {
		return f.unless(resource.GPUModel, search.Is(termModel, r.GPUModel))
	}
	return -1
}

// meets adds that a node can meet a need.
func (f *finder) meets(n order.Need) int {
	if i := slices.Index(order.Needs(), n); i >= 0 {
		return f.unless("root", search.Any(1<<(flagNeeds+i)))
	}
	return -1
}

// unlisted is what keeps a node out that lists do not show: nobody's wish, so it is not counted.
const unlisted resource.Dimension = "unlisted"

// listed adds that lists show a node.
func (f *finder) listed() { f.unless(unlisted, search.Not(1<<flagUnlisted)) }

// open adds that a node takes orders now.
func (f *finder) open() {
	f.unless("paused", search.Not(1<<flagPaused))
	f.unless("unreachable", search.Any(1<<flagReachable))
}

// ask makes the query out of a page's.
func (f *finder) ask(q wire.NodeQuery, duration uint32) error {
	f.want(q.Resources, q.Token, duration)
	query := &f.query
	if query.Token < 0 && !q.Token.IsZero() {
		return problem.Field("token", "one that this platform accepts: see the tokens of GET /api/info")
	}
	if !q.Needs.Known() {
		return problem.Field("needs", "%s", order.NeedsHelp)
	}
	f.listed()
	query.Text = strings.ToLower(strings.TrimSpace(q.Text))
	if q.Level != wire.NoLevel {
		i := slices.Index(wire.Levels(), q.Level)
		if i < 0 {
			return problem.Field("level", "reachable, verified or certified")
		}
		f.unless("level", search.AtLeast(numLevel, uint64(i)))
	}
	strict := !q.Resources.IsZero() || !q.MaxRate.IsZero()
	model, region := f.fits(), -1
	if q.Region != "" {
		region = f.unless("region", search.Is(termRegion, q.Region))
	}
	needs := f.meets(q.Needs)
	if strict {
		f.open()
	}
	if strict || !q.Token.IsZero() {
		f.unless("token", search.Takes(1<<flagCard))
	}
	if !q.MaxRate.IsZero() {
		f.max = q.MaxRate
		query.Exact = f.within
		f.unless("maxRate", search.RateAtMost(float(q.MaxRate), 1<<flagCard))
	}
	query.Facets = append(query.Facets,
		search.Facet{Attribute: termRegion, Without: region}, search.Facet{Attribute: termModel, Without: model}, search.Facet{Flags: true, Without: needs})
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return problem.Field("limit", "from 1 to %d", MaxLimit)
	}
	f.limit, query.Limit = q.Limit, q.Limit+1
	return f.arrange(q.Sort, q.Cursor)
}

// arrange says what comes first, and from where on.
func (f *finder) arrange(by, cursor string) error {
	name, turned := strings.CutPrefix(by, "-")
	i := 0
	for by != "" && sorts[i].name != name {
		if i++; i == len(sorts) {
			return problem.Field("sort", "one of %s, with or without a minus in front", sortNames())
		}
	}
	f.query.By, f.query.Turned = sorts[i].number, turned
	f.query.ByRate = sorts[i].number < 0
	f.sort, f.place = byte(i), byte(max(f.query.Token, 0))
	if turned {
		f.sort |= 0x80
	}
	if cursor == "" {
		return nil
	}
	sort, place, after, ok := decodeCursor(cursor)
	if !ok || sort != f.sort || place != f.place {
		return problem.Field("cursor", "send the \"next\" of the page before, with the same query; or none for the first page")
	}
	f.after = after
	f.query.After = &f.after
	return nil
}

// rate is a node's list price for what is asked for.
func (f *finder) rate(n *wire.Node) (amount.Nano, bool) {
	p, ok := wire.PriceIn(n.Prices, f.token)
	if !ok {
		return amount.Nano{}, false
	}
	if f.none {
		return p.Rate(whole(n.Total), f.seconds), true
	}
	return p.Rate(f.asked, f.seconds), true
}

// within reports whether that is no more than wanted.
func (f *finder) within(n *wire.Node) bool {
	rate, ok := f.rate(n)
	return ok && rate.Cmp(f.max) <= 0
}

// show is a node as the page gets it; its rate is kept where is said.
func (f *finder) show(to, n *wire.Node, rate *amount.Nano) {
	*to = *n
	to.Card, to.Description = nil, ""
	if r, ok := f.rate(n); ok {
		*rate = r
		to.Rate = rate
	}
}

// excluded is how many nodes each reason keeps out, alone or with others.
func (f *finder) excluded(p *Page) map[resource.Dimension]int {
	p.excluded = emptied(p.excluded)
	for i, n := range f.result.Out {
		if n > 0 && f.names[i] != unlisted {
			p.excluded[f.names[i]] += n
		}
	}
	if len(p.excluded) == 0 {
		return nil
	}
	return p.excluded
}

// met are the needs that some node meets.
func (f *finder) met(p *Page) []order.Need {
	if p.met == nil {
		p.met = make([]order.Need, 0, len(order.Needs()))
	}
	p.met = p.met[:0]
	for i, n := range order.Needs() {
		if f.snap.Flagged(flagNeeds+i) > 0 {
			p.met = append(p.met, n)
		}
	}
	return p.met
}

// facets are how many nodes each choice of a region, a model and a need would leave.
func (f *finder) facets(p *Page) wire.NodeFacets {
	p.regions, p.models, p.needs = emptied(p.regions), emptied(p.models), emptied(p.needs)
	for i, to := range []map[string]int{p.regions, p.models} {
		names := f.snap.Terms(f.query.Facets[i].Attribute)
		for k, n := range f.result.Counts[i] {
			to[names[k]] = n
		}
	}
	for i, n := range order.Needs() {
		p.needs[n] = f.result.Counts[2][flagNeeds+i]
	}
	return wire.NodeFacets{Regions: p.regions, Models: p.models, Needs: p.needs}
}

// emptied is a map with nothing in it, in the memory of another.
func emptied[K comparable](m map[K]int) map[K]int {
	if m == nil {
		return map[K]int{}
	}
	clear(m)
	return m
}

// cursorLen is a cursor's length in bytes: the sort, the token's place, and the position.
const cursorLen = 1 + 1 + 8 + len(eth.Address{})

func encodeCursor(sort, token byte, at search.Position) string {
	b := binary.BigEndian.AppendUint64([]byte{sort, token}, at.Sort)
	return base64.RawURLEncoding.EncodeToString(append(b, at.Key[:]...))
}

func decodeCursor(s string) (sort, token byte, at search.Position, ok bool) {
	if len(s) > 64 {
		return 0, 0, at, false
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != cursorLen {
		return 0, 0, at, false
	}
	at.Sort = binary.BigEndian.Uint64(b[2:])
	copy(at.Key[:], b[10:])
	return b[0], b[1], at, true
}
