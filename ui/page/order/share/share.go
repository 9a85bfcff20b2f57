// Package share is the order's tab in which it is said who may open its services, with the links that let others in, and
// the visitors that are in.
package share

import (
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Desk is what is kept of sharing while its tab is not shown: what the gateway said, what is being changed, and a link that
// was made and not put away yet, whose token is told once. It is for the UI goroutine only.
type Desk struct {
	service  string
	doors    map[string]*door // by service
	links    state.Listed[wire.Links]
	visitors state.Listed[[]wire.Visitor]
	maker    maker
	fresh    *made
	ask      ask
}

// made is a link that was made just now.
type made struct {
	link  wire.NewLink
	shown bool
}

// About is what the tab's panels need of the page.
type About struct {
	T        text.T
	Desk     *Desk
	Run      life.Run // of the order that is shown
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error
	Own      func(url string) (outside.URL, bool) // an address of the gateway's own
	Order    order.Order
	Services []wire.Service
	Used     uint64 // MiB of traffic
}

// Panel is who may open the order's services, and the links to them.
type Panel struct {
	app.Compo
	About

	life life.Life
}

// linksEvery is how often it is asked when links were used last.
const linksEvery = 30 * time.Second

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.load()
	c.life.Run().Every(linksEvery, func(app.Context) { c.loadLinks(false) })
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

// load asks for all that is shown.
func (c *Panel) load() {
	c.loadDoor(c.service())
	c.loadLinks(false)
}

// served are the services that have something to be opened.
func (a About) served() (names []string) {
	for _, s := range a.Services {
		if s.URL != "" {
			names = append(names, s.Name)
		}
	}
	return names
}

// service is the one that is looked at.
func (a About) service() string {
	all := a.served()
	if slices.Contains(all, a.Desk.service) || len(all) == 0 {
		return a.Desk.service
	}
	return all[0]
}

// find is a service as it runs.
func (a About) find(name string) wire.Service {
	if i := slices.IndexFunc(a.Services, func(s wire.Service) bool { return s.Name == name }); i >= 0 {
		return a.Services[i]
	}
	return wire.Service{Name: name}
}

// address is where a service is opened: at the user's own host, where there is one that is ready.
func address(s wire.Service) string {
	if len(s.Domains) > 0 {
		return s.Domains[0]
	}
	return s.URL
}

func (c *Panel) pickService(_ app.Context, service string) {
	c.Desk.service = service
	c.loadDoor(c.service())
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t := c.T
	if len(c.served()) == 0 {
		return part.Empty(t.Say(text.ShareTitle), t.Say(text.ShareNoHTTP))
	}
	return app.Div().Class("share-columns").DataSet("test", "share").Body(c.renderDoor(), c.renderLinks(), c.renderAsk(), c.renderMaker(), c.renderMade())
}

// stale says that what is shown is of before.
func stale(t text.T, words text.Text, at time.Time, err error) app.UI {
	if err == nil {
		return nil
	}
	return app.P().Class("small muted").Role("status").DataSet("test", "stale").Text(t.Say(words, t.Moment(at, time.Now())))
}
