// Package deploy is the order's tab in which it is said what is to run: the form for the next version, what the node makes
// of it before it is signed, and the versions that there were.
package deploy

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/bundle"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/bring"
	"berth/ui/life"
	"berth/ui/page/order/course"
	"berth/ui/part/entry"
	"berth/ui/part/site"
	"berth/ui/state"
	"berth/ui/text"
)

// Desk is what is kept of an order's next version while its form is not shown: what is written and what the node made of
// it, the versions that there were, and the one that is to be taken again. It is for the UI goroutine only.
type Desk struct {
	id       order.ID
	plan     state.Plan    // a service of the catalogue
	secrets  state.Secrets // of that
	form     bring.Writing // in another format
	fileErr  error         // why the file that was chosen is not in the form
	brought  brought       // the folder or archive that was chosen last
	shown    string        // the variable whose secret value is to be seen
	check    checking      // of what is in the form
	short    bool          // the gateway said that this cannot be deployed beside what runs
	versions versions
	compare  compare
	back     rollback
	proof    uint64 // version whose proof is being saved; 0: none
	proofOf  uint64 // and whose it was that proofErr is about
	proofErr error
}

// Open begins with an order. It reports whether the order was placed in this browser and not deployed yet.
func (d *Desk) Open(id order.ID) (placed bool) {
	d.check.end()
	*d = Desk{id: id, form: bring.Written(id), check: checking{round: d.check.round + 1}}
	d.secrets = state.SecretsOf(id)
	d.plan, placed = state.PlanOf(id)
	return placed
}

// Plan is the service of the catalogue that is to run.
func (d *Desk) Plan() state.Plan { return d.plan }

// Suggest chooses a service of the catalogue where none is.
func (d *Desk) Suggest(template string) {
	if d.plan.Template == "" {
		d.plan.Template = template
	}
}

// Rest lets go of what the node was asked: the form is not on the page.
func (d *Desk) Rest() { d.check.drop() }

// Back has what could not be checked for want of a network checked again.
func (d *Desk) Back() { d.check.retry() }

// Accepted notes that the node has taken what was deployed.
func (d *Desk) Accepted() { d.short, d.back = false, rollback{} }

// NoRoom offers to do with a short stop what the node would not do without.
func (d *Desk) NoRoom() {
	if d.back.open {
		d.back.short = true
		return
	}
	d.short = true
}

// About is what the tab and its parts need of the page.
type About struct {
	T         text.T
	Desk      *Desk
	Run       life.Run // of the order that is shown
	Site      site.Site
	Course    course.Course
	Status    state.Status // of Course.Deployment
	Templates state.Of[[]wire.TemplateBrief]
	Service   entry.Service // of the catalogue, that Desk.Plan is of
	Node      state.Of[wire.Node]
	Fresh     bool // the order was placed just now: nothing can run yet
	Pointer   bool // there is a mouse

	OnEnter    app.EventHandler         // only gets a token
	OnDeploy   func(wire.DeployRequest) // with what is to be signed, as far as it is the user's to say
	OnTemplate func()                   // another one was chosen
	OnForget   func()                   // what went wrong with the last try is told no more
}

// enter is the button that only gets a token.
func (a About) enter(words text.Text) app.UI {
	return site.Button(a.T, words, a.Course.Doing == course.Access, a.OnEnter)
}

// most is how many bytes of a format the node takes.
func (a About) most(format string) int {
	c := a.Node.Data.Card
	switch {
	case format == formatBundle && c != nil:
		return int(c.Limits.BundleBytes)
	case format == formatBundle:
		return bundle.MaxBytes
	case c != nil && c.Limits.ManifestBytes > 0:
		return int(c.Limits.ManifestBytes)
	}
	return manifestBytes
}

// Tab is the form for the next version, and the versions that there were.
type Tab struct {
	app.Compo
	About
}

// Render implements app.Composer.
func (c *Tab) Render() app.UI {
	body := []app.UI{&Form{About: c.About}}
	if c.Course.Token && c.Status == state.Ready && c.Course.Deployment.Revision > 0 {
		body = append(body, &History{About: c.About})
	}
	return app.Div().Class("deploy-columns").Body(body...)
}
