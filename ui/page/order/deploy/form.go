package deploy

import (
	"context"
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/page/order/course"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// Form is the form to deploy: in which format, what, with which settings.
type Form struct {
	app.Compo
	About
}

// OnMount implements app.Mounter.
func (f *Form) OnMount(app.Context) {
	f.make()
	f.recheck()
	f.goOn()
}

// OnUpdate implements app.Updater.
func (f *Form) OnUpdate(app.Context) {
	f.make()
	f.recheck()
	f.goOn()
}

// goOn deploys what was chosen before the order was paid, once, without another tap. What the node would refuse it says then.
func (f *Form) goOn() {
	id := f.Desk.id
	if f.Course.Doing != course.Idle || f.Course.Err != nil || f.Status == state.Loading || f.Course.Deployment.Revision > 0 || !f.Run.On() || !state.GoesOn(id) {
		return
	}
	m, ok := f.manifest()
	if !ok || len(m.Text) > f.most(m.Format) || f.Desk.form.Format != formatTemplate && f.Node.Status != state.Ready {
		return
	}
	state.TakeGoOn(id)
	f.Run.Do(func(ctx app.Context) { f.deploy(ctx, app.Event{}) })
}

// Render implements app.Composer.
func (f *Form) Render() app.UI {
	t, title := f.T, text.DeployTitle
	if f.Course.Deployment.Revision > 0 {
		title = text.DeployNew
	}
	if f.Status == state.Loading {
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(title)), part.Wait(t.Say(text.DeployLooking)))
	}
	var options []part.Option
	for _, format := range formats {
		options = append(options, part.Option{Value: format, Label: t.Say(text.Formats[format]), Test: "deploy-format-" + format})
	}
	body := []app.UI{
		app.H2().Text(t.Say(title)),
		&part.Choice{Name: "deploy-format", Legend: t.Say(text.DeployFormat), Options: options, Value: f.Desk.form.Format, OnPick: f.pickFormat},
	}
	var hint string
	if f.Desk.form.Format == formatTemplate {
		var fields []app.UI
		fields, hint = f.renderTemplate()
		body = append(body, fields...)
	} else {
		body = append(body, f.renderFile()...)
	}
	if f.Desk.form.Format != formatTemplate {
		body = append(body, f.renderVariables())
	}
	body = append(body, f.renderCheck(), f.renderUpdate())
	return app.Section().Class("panel").DataSet("test", "deploy-card").Body(append(body, f.renderDo(hint))...)
}

// trouble is what went wrong with the last try. It stands with the button, which is in view on a phone wherever the page is.
func (f *Form) trouble() app.UI {
	if f.Desk.back.open {
		return nil
	}
	return part.Trouble(f.T, f.Course.Err)
}

// renderDo is the button that deploys, with why it is closed where it is.
func (f *Form) renderDo(hint string) app.UI {
	t, file := f.T, f.Desk.form.Format != formatTemplate
	busy := f.Course.Doing != course.Idle
	label, prompts := text.DeployBoth, t.Say(text.DeployTwice)
	switch keeps := js.CanKeepSecrets(); {
	case f.Site.HasKey():
		label, prompts = text.DeployOnly, t.Say(text.DeployByKey)
	case f.Course.Token:
		label, prompts = text.DeployOnly, t.Say(text.DeployOnce)
	case keeps:
		prompts = f.Site.Asks(t)
	}
	if f.shortStop() {
		label = text.DeployShort
	}
	switch m, ok := f.manifest(); {
	case hint != "":
	case file && !ok && blank(f.Desk.form.Text()):
		hint = t.Say(text.DeployWrite)
	case len(m.Text) > f.most(m.Format), file && repository(f.Desk.form.Text()) != "":
		hint = t.Say(text.DeployMend)
	case f.Desk.check.stage == checkKnown && !f.Desk.check.answer.OK:
		hint = t.Say(text.DeployMend)
	case file && f.Desk.check.busy():
		hint = t.Say(text.CheckBusy)
	case file && f.Course.Token && f.Desk.check.stage == checkFailed:
		hint = t.Say(text.CheckAway)
	}
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(label), Test: "deploy", Disabled: hint != "", Busy: busy, OnClick: f.deploy}
	if file && !f.Course.Token {
		// The node cannot be asked yet, and what it would refuse need not be signed.
		words := t.Say(text.DeployEnterWhy) + " " + f.Site.Asks(t)
		do.Label, do.Test, do.Disabled, do.OnClick = t.Say(text.DeployEnter), "authorise", false, f.OnEnter
		if busy {
			do.Label = t.Say(course.Words[f.Course.Doing])
		}
		return part.WayOn(words, f.trouble(), do)
	}
	switch {
	case busy:
		do.Label = t.Say(course.Words[f.Course.Doing])
	case hint == "":
		hint = prompts
	}
	buttons := []app.UI{f.trouble(), do}
	if !f.Course.Token && (!f.Fresh || f.Course.Unasked) && !busy {
		// In another tab something may run already.
		buttons = append(buttons, f.enter(text.DeployLook))
	}
	return part.WayOn(hint, buttons...)
}

func (f *Form) deploy(app.Context, app.Event) {
	if m, ok := f.manifest(); ok {
		f.OnDeploy(wire.DeployRequest{Manifest: m.Text, Deploy: typed.Deploy{Format: m.Format, ShortStop: f.shortStop()}})
	}
}

// renderUpdate is what becomes of what runs now.
func (f *Form) renderUpdate() app.UI {
	t := f.T
	switch {
	case f.Status != state.Ready || f.Course.Deployment.Revision == 0:
		return nil
	case f.shortStop():
		return app.Div().Role("status").DataSet("test", "deploy-update").DataSet("update", string(wire.UpdateShortStop)).Body(
			part.Note(part.Waiting, t.Say(text.UpdateShortStop), app.P().Class("small").Text(t.Say(text.UpdateData))))
	case f.Desk.check.stage == checkKnown && f.Desk.check.answer.OK && f.Desk.check.answer.Update == wire.UpdateBeside:
		return app.Div().Class("small muted").DataSet("test", "deploy-update").DataSet("update", string(wire.UpdateBeside)).
			Body(app.P().Text(t.Say(text.UpdateBeside)), app.P().Text(t.Say(text.UpdateData)))
	}
	return nil
}

// shortStop reports whether what is in the form can only be deployed with a short stop.
func (f *Form) shortStop() bool {
	return f.Desk.short || f.Desk.check.stage == checkKnown && f.Desk.check.answer.OK && f.Desk.check.answer.Update == wire.UpdateShortStop
}

// manifest is what the form would deploy now.
func (f *Form) manifest() (m manifest, ok bool) {
	if w := &f.Desk.form; w.Format != formatTemplate {
		return w.Manifest(), !blank(w.Text()) && repository(w.Text()) == ""
	}
	tpl, found := f.template()
	values, fine := entry.Values(tpl, f.value)
	if !found || !fine {
		return manifest{}, false
	}
	return templateManifest(tpl, values), true
}

// recheck has the gateway look at what is in the form, where that or what runs has changed.
func (f *Form) recheck() {
	run, s, check := f.Run, f.Site, &f.Desk.check
	g, token := s.Known()
	m, ok := f.manifest()
	if !token || !ok || !run.On() || f.Status != state.Ready || len(m.Text) > f.most(m.Format) {
		check.drop()
		return
	}
	d := f.Course.Deployment
	asking, stop := run.Part()
	round, began := check.begin(subject{m, f.Desk.form.Format, d.Revision, d.Phase != wire.PhaseStopped && d.Phase != wire.PhaseFailed}, stop)
	if !began {
		stop()
		return
	}
	f.Desk.short = false
	asking.After(checkAfter, func(app.Context) {
		if !check.ask(round) {
			return
		}
		asking.Go(func() {
			answer, err := g.Check(asking, s.Order.ID, wire.ManifestCheckRequest{Format: m.Format, Manifest: m.Text})
			if errors.Is(err, context.Canceled) {
				return
			}
			err = s.Heard(err)
			run.Do(func(app.Context) { check.came(round, answer, err) })
		})
	})
}
