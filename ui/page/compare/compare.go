// Package compare is the page that shows a few nodes side by side.
package compare

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/near"
	"berth/ui/state"
	"berth/ui/text"
)

// most is how many nodes are compared.
const most = 4

// usual is what prices are for where the address names nothing.
func usual() resource.Resources { return wire.PricedSize() }

// Page is the comparison of the nodes that the address names: ?nodes=0x…,0x… and the size that prices are for, as in GET /api/nodes.
type Page struct {
	app.Compo

	T text.T

	columns []column
	want    resource.Resources
	info    state.Of[wire.Info]
	life    life.Life
}

// column is a node.
type column struct {
	address eth.Address
	node    state.Of[wire.Node]
	far     uint32 // ms
	farIs   state.Status
}

// OnMount implements app.Mounter.
func (p *Page) OnMount(ctx app.Context) {
	p.life.Begin(ctx)
	state.Info.Observe(ctx, &p.info)
}

// OnDismount implements app.Dismounter.
func (p *Page) OnDismount() { p.life.End() }

// OnNav implements app.Navigator.
func (p *Page) OnNav(ctx app.Context) {
	if app.IsServer {
		return
	}
	p.columns, p.want = read(ctx.Page().URL().Query())
	run := p.life.Renew()
	for i := range p.columns {
		p.load(run, p.columns[i].address)
	}
}

// read takes what an address of the page says; what cannot be read is left out.
func read(q url.Values) (columns []column, want resource.Resources) {
	for _, s := range strings.Split(q.Get("nodes"), ",") {
		a, err := eth.ParseAddress(s)
		known := slices.ContainsFunc(columns, func(c column) bool { return c.address == a })
		if err == nil && !a.IsZero() && !known && len(columns) < most {
			columns = append(columns, column{address: a, node: state.Of[wire.Node]{Status: state.Loading}, farIs: state.Loading})
		}
	}
	count := func(d resource.Dimension, bits int) uint64 {
		n, err := strconv.ParseUint(q.Get(string(d)), 10, bits)
		if err != nil {
			return 0
		}
		return n
	}
	want = resource.Resources{
		CPUMilli: uint32(count(resource.CPU, 32)), MemoryMiB: uint32(count(resource.Memory, 32)), DiskMiB: uint32(count(resource.Disk, 32)), GPU: uint16(count(resource.GPU, 16)),
	}
	if want.IsZero() {
		want = usual()
	}
	return columns, want
}

// at is the column of a node; nil: it is not compared any more.
func (p *Page) at(a eth.Address) *column {
	i := slices.IndexFunc(p.columns, func(c column) bool { return c.address == a })
	if i < 0 {
		return nil
	}
	return &p.columns[i]
}

// load asks for a node, and then how far it is.
func (p *Page) load(run life.Run, a eth.Address) {
	run.Go(func() {
		n, err := api.Node(run, a)
		run.Do(func(app.Context) {
			if c := p.at(a); c != nil {
				c.node = state.Came(n, err)
			}
		})
		if err != nil {
			return
		}
		ms, ok := near.Measure(run, n.URL)
		run.Do(func(app.Context) {
			if c := p.at(a); c != nil {
				if c.far, c.farIs = ms, state.Ready; !ok {
					c.farIs = state.Failed
				}
			}
		})
	})
}

// address is the page's own, of some nodes.
func (p *Page) address(without eth.Address) string {
	var names []string
	for _, c := range p.columns {
		if c.address != without {
			names = append(names, c.address.String())
		}
	}
	v := api.NodeValues(wire.NodeQuery{Resources: p.want})
	v.Set("nodes", strings.Join(names, ","))
	return "/compare?" + v.Encode()
}

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	head := []app.UI{
		part.Link("/explore").Class("crumb").DataSet("test", "back").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.ExploreTitle))),
		app.H1().Text(t.Say(text.Compare)),
	}
	if len(p.columns) < 2 {
		return app.Div().Class("page").Body(app.Header().Class("page-head").Body(head...), part.Empty(t.Say(text.CompareFew), t.Say(text.CompareFewDo),
			&part.Button{Label: t.Say(text.HomeNodes), Kind: part.Primary, Href: "/explore", Test: "compare-choose"}))
	}
	head = append(head, app.P().Class("lead").Text(t.Say(text.CompareLead, t.Resources(p.want))))
	return app.Div().Class("page").Body(app.Header().Class("page-head").Body(head...), p.table(t))
}
