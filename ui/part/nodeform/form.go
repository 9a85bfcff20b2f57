package nodeform

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/registry"
	"berth/shared/resource"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

// Form is a node's entry in fields: one that is not on chain is registered, one that is there is changed.
type Form struct {
	app.Compo

	T        text.T
	Host     Host
	Measured Measured

	base  draft // what the fields began with
	draft draft
	tried bool // what is wrong is said of fields that are empty, too
	plan  *plan
	life  life.Life
}

// OnMount implements app.Mounter.
func (f *Form) OnMount(ctx app.Context) {
	f.life.Begin(ctx)
	f.begin()
}

// OnDismount implements app.Dismounter.
func (f *Form) OnDismount() { f.life.End() }

// OnUpdate implements app.Updater: what nobody has touched follows the chain.
func (f *Form) OnUpdate(app.Context) {
	if f.draft == f.base && f.start() != f.base {
		f.begin()
	}
}

// start is what the fields begin with: the entry, or of a node without one what was measured.
func (f *Form) start() draft {
	e := f.Host.Entry
	if !e.Registered() {
		e = f.Measured.into(e)
	}
	return draftOf(e, f.Host.Chain.Native)
}

func (f *Form) begin() {
	f.base = f.start()
	f.draft, f.tried = f.base, false
}

func (f *Form) read() (registry.Entry, wrongs) {
	return f.draft.read(f.T, f.Host.Node, f.Host.Entry, f.Host.Chain.Native, f.Host.Home)
}

func (f *Form) use(app.Context, app.Event) {
	e, _ := f.read()
	was := f.draft
	f.draft = draftOf(f.Measured.into(e), f.Host.Chain.Native)
	f.draft.about, f.draft.link, f.draft.stake = was.about, was.link, was.stake
}

func (f *Form) reset(app.Context, app.Event) { f.begin() }

func (f *Form) review(ctx app.Context, _ app.Event) {
	f.tried = true
	e, bad := f.read()
	if len(bad) == 0 && f.changed(e) {
		f.plan = toWrite(f.Host.Entry, e)
		f.Host.hold(ctx, true)
	}
}

// changed reports whether an entry would say something else than the one on chain.
func (f *Form) changed(e registry.Entry) bool {
	return !f.Host.Entry.Registered() || e.Said() != f.Host.Entry.Said()
}

func (f *Form) close(ctx app.Context) {
	f.plan = nil
	f.Host.hold(ctx, false)
}

// done follows what was written, so that it is no draft any more.
func (f *Form) done(ctx app.Context, r api.Receipt, e registry.Entry) {
	f.base = f.draft
	if f.Host.Done != nil {
		f.Host.Done(ctx, r, e)
	}
}

// Render implements app.Composer.
func (f *Form) Render() app.UI {
	t := f.T
	e, bad := f.read()
	lead := text.EntryOldText
	if !f.Host.Entry.Registered() {
		lead = text.EntryNewText
	}
	host := f.Host
	host.Done = f.done
	return app.Section().Class("panel").DataSet("test", "node-form").Body(
		app.H2().Text(t.Say(text.EntryTitle)), app.P().Class("small muted").Text(t.Say(lead)),
		app.Div().Class("stack").Body(
			app.Div().Class("stack-tight").Body(
				f.field(bad, "endpoint", text.EntryEndpoint, text.EntryEndpointHelp, &f.draft.endpoint, registry.EndpointLimit),
				f.field(bad, "operator", text.EntryOperator, text.EntryOperatorHelp, &f.draft.operator, 42),
			),
			f.offer(bad), f.stake(bad), f.described(bad), f.foot(e, bad),
		),
		&sheet{ID: "entry-sheet", T: t, Host: host, Plan: f.plan, OnClose: f.close},
	)
}

// field is one line. What is wrong with it is said once something was entered, and that it is empty once somebody wants to go
// on.
func (f *Form) field(bad wrongs, key string, name, help text.Text, v *string, most int) *part.Field {
	in := &part.Field{
		ID: "entry-" + key, Label: f.T.Say(name), Value: *v, Max: most, Test: "entry-" + key, OnInput: func(_ app.Context, s string) { *v = s },
	}
	if help != (text.Text{}) {
		in.Help = f.T.Say(help)
	}
	if f.tried || *v != "" && f.draft != f.base {
		in.Error = bad[key]
	}
	return in
}

func (f *Form) offer(bad wrongs) app.UI {
	t, w := f.T, &f.draft.size
	size := func(d resource.Dimension, v *string, help text.Text) *part.Field {
		in := f.field(bad, string(d), text.Text{}, help, v, 24)
		in.Label = t.Dimension(d)
		return in
	}
	cores := size(resource.CPU, &w.CPU, text.Text{})
	cores.Unit, cores.Mode = t.Say(text.RentCores), "decimal"
	fields := []app.UI{
		cores, size(resource.Memory, &w.Memory, text.EntrySizeHelp), size(resource.Disk, &w.Disk, text.Text{}), size(resource.Traffic, &w.Traffic, text.EntryTrafficHelp),
		size(resource.GPU, &w.GPU, text.Text{}),
	}
	if r, _ := w.Read(); r.GPU > 0 {
		fields = append(fields, size(resource.GPUModel, &w.Model, text.RentModelHelp))
	}
	return app.Div().Class("stack-tight").Body(
		app.H3().Text(t.Say(text.EntryOffer)), app.P().Class("small muted").Text(t.Say(text.EntryOfferHelp)), app.Div().Class("fields").Body(fields...), f.measured(),
	)
}

// measured is what the gateway says, where the fields say something else.
func (f *Form) measured() app.UI {
	e, _ := f.read()
	if m := f.Measured.into(e); m.Total == e.Total && m.Endpoint == e.Endpoint && m.Operator == e.Operator {
		return nil
	}
	said := f.T.Resources(f.Measured.Total)
	if said == "" {
		said = f.Measured.Endpoint
	}
	return app.Div().Class("row").DataSet("test", "entry-measured").Body(
		app.Span().Class("small").Text(f.T.Say(text.EntryMeasured, said)),
		&part.Button{Kind: part.Quiet, Label: f.T.Say(text.EntryUse), Test: "entry-use", OnClick: f.use},
	)
}

func (f *Form) stake(bad wrongs) app.UI {
	in := f.field(bad, "minStake", text.EntryStake, text.EntryStakeHelp, &f.draft.stake, 40)
	in.Mode, in.Unit = "decimal", f.T.Unit(f.Host.Chain.Native)
	return in
}

func (f *Form) described(bad wrongs) app.UI {
	t, a := f.T, &f.draft.about
	fields := []app.UI{}
	if f.draft.link == "" {
		fields = append(fields,
			f.field(bad, "name", text.AboutName, text.Text{}, &a.Name, registry.NameLimit), f.field(bad, "region", text.AboutRegion, text.Text{}, &a.Region, registry.RegionLimit),
			f.field(bad, "description", text.AboutWords, text.Text{}, &a.Description, registry.DescriptionLimit), f.field(bad, "icon", text.AboutIcon, text.Text{}, &a.Icon, registry.IconLimit),
		)
	}
	fields = append(fields, f.field(bad, "metadata", text.AboutElse, text.AboutElseHelp, &f.draft.link, registry.MetadataLimit))
	return app.Details().Class("details").DataSet("test", "entry-about").Body(
		app.Summary().Text(t.Say(text.AboutTitle)), app.P().Class("small muted").Text(t.Say(text.AboutText)), app.Div().Class("fields").Body(fields...),
	)
}

// foot is the way on, and why it is closed.
func (f *Form) foot(e registry.Entry, bad wrongs) app.UI {
	t, hint := f.T, ""
	switch {
	case len(bad) > 0 && (f.tried || f.draft != f.base):
		hint = t.Say(text.EntryMend)
	case len(bad) == 0 && !f.changed(e):
		hint = t.Say(text.EntrySame)
	}
	kind := part.Primary
	if f.Host.Entry.Registered() {
		kind = part.Plain // where there is a node, there is more to do than this
	}
	undo := app.If(f.draft != f.base, func() app.UI {
		return &part.Button{Kind: part.Quiet, Label: t.Say(text.EntryReset), Test: "entry-reset", OnClick: f.reset}
	})
	return app.Div().Class("stack-tight").Body(
		app.If(hint != "", func() app.UI { return app.P().Class("small muted").DataSet("test", "entry-hint").Text(hint) }),
		app.Div().Class("row").Body(
			&part.Button{
				Kind: kind, Label: t.Say(text.EntryReview), Test: "entry-review", Disabled: f.tried && len(bad) > 0 || len(bad) == 0 && !f.changed(e), OnClick: f.review,
			}, undo,
		),
	)
}
