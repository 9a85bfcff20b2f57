package notices

import (
	"errors"
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Render implements app.Composer.
func (p *Page) Render() app.UI {
	t := p.T
	head := app.Header().Class("page-head").Body(
		part.Link("/more").Class("crumb").DataSet("test", "back").Body(part.Icon(part.GlyphBack), app.Span().Text(t.Say(text.NavMore))),
		app.H1().Text(t.Say(text.Notices)), app.P().Class("lead").Text(t.Say(text.NoticesLead)),
	)
	switch {
	case p.session.Data.Address.IsZero() && p.session.Waiting():
		return app.Div().Class("page").Body(head, app.P().Class("muted small").Role("status").Text(t.Say(text.NoticesLoading)), part.SkeletonCards(2))
	case p.session.Data.Address.IsZero():
		return app.Div().Class("page").Body(head, part.Empty(t.Say(text.NoticesLogin), t.Say(text.LoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "notices-login", OnClick: p.logIn}))
	}
	return app.Div().Class("page").Body(head, p.trouble(t), app.Div().Class("columns").Body(
		app.Div().Class("stack").Body(p.listed(t), p.did(t)),
		app.Div().Class("stack").Body(p.device(t), p.mail(t), p.which(t), p.hooks(t)),
	))
}

// trouble says what went wrong with what was asked for last.
func (p *Page) trouble(t text.T) app.UI {
	if p.err == nil {
		return app.Div().Role("alert")
	}
	what, do := "", ""
	switch {
	case errors.Is(p.err, js.ErrNoPush):
		what = t.Say(text.NoticeNoPush)
	case errors.Is(p.err, js.ErrPushDenied):
		what = t.Say(text.NoticeDenied)
	case errors.Is(p.err, js.ErrPushService):
		what = t.Say(text.NoticeNoService)
	default:
		f := t.Fault(p.err)
		what, do = f.What, f.Do
	}
	return app.Div().Role("alert").Body(part.Note(part.Bad, what, app.P().Class("small").Text(do)))
}

func (p *Page) listed(t text.T) app.UI {
	var body []app.UI
	switch {
	case p.list.Status == state.Failed && len(p.list.Data) == 0:
		f := t.Fault(p.list.Err)
		body = append(body, part.Failure(f.What, f.Do, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "retry", OnClick: p.retry}))
	case p.list.Waiting() && len(p.list.Data) == 0:
		body = append(body, app.P().Class("muted small").Role("status").Text(t.Say(text.NoticesLoading)), part.Skeleton(6))
	case len(p.list.Data) == 0:
		body = append(body, app.P().Class("strong").Text(t.Say(text.NoticesNone)), app.P().Class("muted").Text(t.Say(text.NoticesNoneText)))
	default:
		var items []app.UI
		for _, n := range p.list.Data {
			n.NodeName = outside.Text(n.NodeName)
			title, says := t.Notice(n)
			head := app.UI(app.Span().Class("strong").Text(title))
			if n.Order != 0 {
				head = part.Link("/orders/" + n.Order.String()).Class("strong").Text(title)
			}
			items = append(items, app.Li().DataSet("test", "notice").DataSet("kind", string(n.Kind)).Body(
				app.Div().Class("stack-tight").Body(app.P().Body(head), app.P().Text(says), app.P().Class("small muted").Text(t.Date(n.At))),
			))
		}
		body = append(body, app.Ul().Class("stack").Role("list").Body(items...))
	}
	return app.Section().Class("panel").Aria("live", "polite").Body(body...)
}

// did is what the platform's agent did for the user.
func (p *Page) did(t text.T) app.UI {
	if len(p.acts) == 0 {
		return nil
	}
	var items []app.UI
	for _, act := range p.acts {
		id, node, says := act.Order.String(), outside.Text(act.NodeName), ""
		switch act.Kind {
		case wire.ActExtend:
			says = t.Say(text.ActExtend, id, node, t.Span(act.Seconds))
		case wire.ActEnd:
			says = t.Say(text.ActEnd, id, node, t.Date(act.Away))
		default:
			says = t.Say(text.ActUndone, id)
		}
		items = append(items, app.Li().DataSet("test", "act").Body(app.P().Text(says), app.P().Class("small muted").Text(t.Date(act.At))))
	}
	return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.ActsTitle)), app.Ul().Class("stack").Role("list").Body(items...))
}

func (p *Page) device(t text.T) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.NoticeDevices)), app.P().Class("muted").Text(t.Say(text.NoticeDeviceText))}
	busy := p.busy == "device"
	switch {
	case !p.can:
		body = append(body, app.P().Text(t.Say(text.NoticeNoPush)))
	case p.here != "":
		body = append(body, app.P().Text(t.Say(text.NoticeDeviceIs)),
			app.Div().Body(&part.Button{Label: t.Say(text.NoticeDeviceOff), Busy: busy, Test: "push-off", OnClick: p.unsubscribe}))
	case p.targets.Status == state.Ready:
		body = append(body, app.Div().Body(&part.Button{Label: t.Say(text.NoticeDeviceOn), Kind: part.Primary, Busy: busy, Test: "push-on", OnClick: p.subscribe}))
	}
	if devices := p.targets.Data.Devices; len(devices) > 0 {
		var items []app.UI
		for _, d := range devices {
			name := outside.Text(d.Name)
			items = append(items, app.Li().Class("spread").DataSet("test", "device").Body(
				app.Div().Class("stack-tight").Body(app.Span().Text(name), app.Span().Class("small muted break").Text(t.Say(text.NoticeAdded, t.Date(d.AddedAt), outside.Text(d.Service)))),
				&part.Button{Label: t.Say(text.NoticeRemove, name), Kind: part.Quiet, Busy: p.busy == d.ID, OnClick: p.removeDevice(d.ID)},
			))
		}
		body = append(body, app.H3().Text(t.Say(text.NoticeOthers)), app.Ul().Class("stack").Role("list").Body(items...))
	}
	if m := p.targets.Data.Mail; len(p.targets.Data.Devices)+len(p.targets.Data.Hooks) > 0 || m != nil && !m.ConfirmedAt.IsZero() {
		body = append(body, app.Div().Body(&part.Button{Label: t.Say(text.NoticeTry), Busy: p.busy == "test", Test: "notice-test", OnClick: p.test}))
	}
	return app.Section().Class("panel").Body(body...)
}

func (p *Page) which(t text.T) app.UI {
	if p.settings.Status != state.Ready {
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(text.NoticeWhich)), part.Skeleton(4))
	}
	body := []app.UI{app.H2().Text(t.Say(text.NoticeWhich)), app.P().Class("muted").Text(t.Say(text.NoticeWhichText))}
	for _, k := range wire.NoticeKinds {
		body = append(body, &part.Tickbox{
			Label: t.NoticeKind(k), On: !slices.Contains(p.settings.Data.Muted, k), Disabled: p.busy != "", Test: "notice-" + string(k), OnTick: p.mute(k),
		})
	}
	q := p.settings.Data.Quiet
	zone := js.Zone()
	if q != nil {
		zone = q.Zone
	}
	body = append(body, app.H3().Text(t.Say(text.NoticeQuiet)), &part.Tickbox{
		Label: t.Say(text.NoticeQuietOn), Note: t.Say(text.NoticeQuietNote, zone), On: q != nil, Disabled: p.busy != "", Test: "quiet", OnTick: p.setQuiet,
	})
	if q != nil {
		field := func(id, label, value string, set func(string)) app.UI {
			return &part.Field{ID: id, Label: label, Type: "time", Value: value, Required: true, Test: id, OnInput: func(_ app.Context, v string) { set(v) }}
		}
		body = append(body,
			app.Div().Class("row").Body(
				field("quiet-from", t.Say(text.NoticeFrom), p.quiet.From, func(v string) { p.quiet.From = v }),
				field("quiet-to", t.Say(text.NoticeTo), p.quiet.To, func(v string) { p.quiet.To = v }),
			),
			app.Div().Body(&part.Button{Label: t.Say(text.NoticeSave), Busy: p.busy == "settings", Test: "quiet-save", OnClick: p.saveQuiet}),
		)
	}
	return app.Section().Class("panel").Body(body...)
}

// mail is the address that gets notices, where the platform sends mails.
func (p *Page) mail(t text.T) app.UI {
	if p.targets.Status != state.Ready || !p.targets.Data.Mails {
		return nil
	}
	body := []app.UI{app.H2().Text(t.Say(text.NoticeMail)), app.P().Class("muted").Text(t.Say(text.NoticeMailText))}
	if m := p.targets.Data.Mail; m != nil {
		words := t.Say(text.NoticeMailWaits, outside.Text(m.Address))
		if !m.ConfirmedAt.IsZero() {
			words = t.Say(text.NoticeMailIs, outside.Text(m.Address), t.Date(m.ConfirmedAt))
		}
		body = append(body, app.P().Class("break").Role("status").DataSet("test", "mail").Text(words),
			app.Div().Body(&part.Button{Label: t.Say(text.NoticeMailRemove), Busy: p.busy == "mail-remove", Test: "mail-remove", OnClick: p.removeMail}))
		return app.Section().Class("panel").Body(body...)
	}
	body = append(body,
		&part.Field{ID: "mail-address", Label: t.Say(text.NoticeMailWhere), Type: "email", Value: p.address, Placeholder: "me@example.org", Max: 254, Test: "mail-address", OnInput: func(_ app.Context, v string) { p.address = v }},
		app.Div().Body(&part.Button{Label: t.Say(text.NoticeMailAdd), Busy: p.busy == "mail", Test: "mail-add", OnClick: p.addMail}),
	)
	return app.Section().Class("panel").Body(body...)
}

func (p *Page) hooks(t text.T) app.UI {
	body := []app.UI{app.H2().Text(t.Say(text.NoticeHooks)), app.P().Class("muted").Text(t.Say(text.NoticeHooksText))}
	if hooks := p.targets.Data.Hooks; len(hooks) > 0 {
		var items []app.UI
		for _, h := range hooks {
			items = append(items, app.Li().Class("spread").DataSet("test", "hook").Body(
				app.Span().Class("mono break").Text(outside.Text(h.URL)),
				&part.Button{Label: t.Say(text.NoticeRemove, outside.Text(h.URL)), Kind: part.Quiet, Busy: p.busy == h.ID, OnClick: p.removeHook(h.ID)},
			))
		}
		body = append(body, app.Ul().Class("stack").Role("list").Body(items...))
	}
	if p.secret.Secret != "" {
		body = append(body, part.Note(part.Neutral, t.Say(text.NoticeHookSecret), app.P().Class("mono break").DataSet("test", "hook-secret").Text(p.secret.Secret)))
	}
	body = append(body,
		&part.Field{ID: "hook-url", Label: t.Say(text.NoticeHookURL), Type: "url", Value: p.url, Placeholder: "https://", Max: 1024, Test: "hook-url", OnInput: func(_ app.Context, v string) { p.url = v }},
		app.Div().Body(&part.Button{Label: t.Say(text.NoticeHookAdd), Busy: p.busy == "hook", Test: "hook-add", OnClick: p.addHook}),
	)
	return app.Section().Class("panel").Body(body...)
}
