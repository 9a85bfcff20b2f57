package page

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// codeID is the id of the field for a manifest's text.
const codeID = "deploy-text"

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// authorise is the button that only gets a token, to see and use what runs already.
func (p *Order) authorise(words text.Text) app.UI {
	return &part.Button{Kind: part.Primary, Label: p.T.Say(words), Test: "authorise", Busy: p.doing == deployAccess, OnClick: p.enterOnly}
}

func (p *Order) enterOnly(app.Context, app.Event) { p.start(false) }
func (p *Order) deployNow(app.Context, app.Event) { p.start(true) }

// renderDeploy is the form to deploy: in which format, what, with which settings.
func (p *Order) renderDeploy(g progress) app.UI {
	t, title := p.T, text.DeployTitle
	if g.deployment.Revision > 0 {
		title = text.DeployNew
	}
	if p.deployed.Status == state.Loading {
		return app.Section().Class("panel").Body(app.H2().Text(t.Say(title)), waiting(t.Say(text.DeployLooking)))
	}
	var options []part.Option
	for _, f := range formats {
		options = append(options, part.Option{Value: f, Label: t.Say(text.Formats[f]), Test: "deploy-format-" + f})
	}
	body := []app.UI{
		app.H2().Text(t.Say(title)),
		app.Div().Class("choice-fit").Body(&part.Choice{Name: "deploy-format", Legend: t.Say(text.DeployFormat), Options: options, Value: p.form.Format, OnPick: p.pickFormat}),
	}
	var hint string
	if p.form.Format == formatTemplate {
		var fields []app.UI
		fields, hint = p.renderTemplate()
		body = append(body, fields...)
	} else {
		body = append(body, p.renderFile()...)
	}
	body = append(body, p.renderCheck(), p.renderUpdate())
	if p.deployOf != nil && !p.back.open {
		body = append(body, trouble(t, p.deployOf))
	}
	return app.Section().Class("panel").DataSet("test", "deploy-card").Body(append(body, p.renderDo(g, hint))...)
}

// renderDo is the button that deploys, with why it is closed where it is.
func (p *Order) renderDo(g progress, hint string) app.UI {
	t, file := p.T, p.form.Format != formatTemplate
	busy := p.doing != deployIdle
	label, prompts := text.DeployBoth, text.DeployTwice
	if g.token {
		label, prompts = text.DeployOnly, text.DeployOnce
	}
	if p.shortStop() {
		label = text.DeployShort
	}
	switch m, ok := p.manifest(); {
	case hint != "":
	case file && !ok:
		hint = t.Say(text.DeployWrite)
	case len(m.Text) > p.most():
		hint = t.Say(text.DeployMend)
	case p.check.stage == checkKnown && !p.check.answer.OK:
		hint = t.Say(text.DeployMend)
	case file && p.check.busy():
		hint = t.Say(text.CheckBusy)
	case file && g.token && p.check.stage == checkFailed:
		hint = t.Say(text.CheckAway)
	}
	do := &part.Button{Kind: part.Primary, Wide: true, Label: t.Say(label), Test: "deploy", Disabled: hint != "", Busy: busy, OnClick: p.deployNow}
	if file && !g.token {
		// The node cannot be asked yet, and what it would refuse need not be signed.
		words := t.Say(text.DeployEnterWhy)
		do.Label, do.Test, do.Disabled, do.OnClick = t.Say(text.DeployEnter), "authorise", false, p.enterOnly
		if busy {
			do.Label = t.Say(deployWords[p.doing])
		}
		return action(words, do)
	}
	switch {
	case busy:
		do.Label = t.Say(deployWords[p.doing])
	case hint == "":
		hint = t.Say(prompts)
	}
	buttons := []app.UI{do}
	if !g.token && !p.fresh && !busy {
		// In another tab something may run already.
		buttons = append(buttons, p.authorise(text.DeployLook))
	}
	return action(hint, buttons...)
}

// renderTemplate is a service of the catalogue with its settings, and why it cannot be deployed as it is.
func (p *Order) renderTemplate() (body []app.UI, hint string) {
	t := p.T
	tpl, ok := findTemplate(p.templates.Data, p.what.Template)
	switch {
	case p.templates.Status == state.Failed:
		body = append(body, trouble(t, p.templates.Err))
		hint = t.Say(text.DeployNoCatalogue)
	case p.templates.Status != state.Ready:
		body = append(body, waiting(t.Say(text.RentLoading)))
		hint = t.Say(text.RentLoading)
	case !ok || p.view.Data.Template == "" || p.deployed.Data.Revision > 0:
		var options []part.Option
		if !ok {
			options = append(options, part.Option{Label: t.Say(text.DeployChoose)})
			hint = t.Say(text.DeployChoose)
		}
		for _, x := range p.templates.Data {
			options = append(options, part.Option{Value: x.ID, Label: t.Pick(x.Name)})
		}
		body = append(body, &part.Field{ID: "deploy-template", Label: t.Say(text.DeployWhich), Value: p.what.Template, Options: options, Test: "deploy-template", OnChange: p.pickTemplate})
	default:
		body = append(body, app.P().Body(app.Strong().Text(t.Pick(tpl.Name)), app.Text(" · "), app.Span().Class("muted").Text(t.Pick(tpl.Summary))))
	}
	if ok && len(tpl.Params) > 0 {
		body = append(body, paramFields(t, tpl, p.what.Params, p.setParam))
		if _, fine := paramsOf(tpl, p.what.Params); !fine && hint == "" {
			hint = t.Say(text.RentFixFirst)
		}
	}
	return body, hint
}

func (p *Order) pickTemplate(_ app.Context, v string) {
	p.what = forOrder{Template: v}
	remember(p.id, p.what)
	p.recheck()
}

func (p *Order) setParam(key, value string) {
	if p.what.Params == nil {
		p.what.Params = map[string]string{}
	}
	p.what.Params[key] = value
	remember(p.id, p.what)
	p.recheck()
}

// renderFile is the field for a file's text, and the ways to fill it.
func (p *Order) renderFile() []app.UI {
	t, w := p.T, &p.form
	name := t.Say(text.Formats[w.Format])
	help := text.DeployTextHelp
	if p.pointer {
		help = text.DeployTextDrop
	}
	body := []app.UI{
		app.Div().Class("row").Body(
			app.Label().Class("btn btn-plain file").Body(
				app.Input().Class("sr").Type("file").Accept(".yaml,.yml,.json,.txt,.sdl,text/*").DataSet("test", "deploy-file").OnChange(p.chooseFile),
				app.Span().Text(t.Say(text.DeployFile)),
			),
			app.If(blank(w.text()), func() app.UI {
				return &part.Button{Label: t.Say(text.DeployExample), Test: "deploy-example", OnClick: p.useExample}
			}),
		),
		app.Div().Class("field").Body(
			app.Label().Class("field-label").For(codeID).Text(t.Say(text.DeployText, name)),
			&codeArea{ID: codeID, Label: t.Say(text.DeployText, name), Described: "deploy-help", Value: w.text(), Bad: p.check.bad(), Test: "deploy-text", OnInput: p.write, OnFile: p.takeFile},
			app.Div().Class("field-help").ID("deploy-help").Body(app.P().Text(t.Say(help)), app.P().Text(t.Say(text.DeployPrivate))),
		),
	}
	switch {
	case p.fileErr != nil:
		words := t.Say(text.DeployFileRead)
		if errors.Is(p.fileErr, js.ErrFileSize) {
			words = t.Say(text.DeployFileLong, kib(p.most()))
		} else if errors.Is(p.fileErr, js.ErrNoText) {
			words = t.Say(text.DeployFileText)
		}
		body = append(body, app.P().Class("field-error").Role("alert").DataSet("test", "deploy-file-error").Body(part.Icon(part.GlyphWarn), app.Span().Text(words)))
	case len(w.text()) > p.most():
		body = append(body, app.P().Class("field-error").Role("alert").DataSet("test", "deploy-too-long").Body(part.Icon(part.GlyphWarn), app.Span().Text(t.Say(text.DeployTooLong, kib(len(w.text())), kib(p.most())))))
	}
	if f := guess(w.text()); f != "" && f != w.Format {
		other := t.Say(text.Formats[f])
		body = append(body, app.Div().Role("status").DataSet("test", "deploy-guess").Body(part.Note(part.Waiting, t.Say(text.DeployGuess, other),
			app.Div().Class("row").Body(&part.Button{Label: t.Say(text.DeploySwitch, other), Test: "deploy-switch", OnClick: p.switchFormat}))))
	}
	return body
}

// kib is a count of bytes as KiB, rounded up.
func kib(n int) string { return strconv.Itoa((n+1023)>>10) + " KiB" }

func (p *Order) pickFormat(_ app.Context, f string) {
	if slices.Contains(formats, f) {
		p.form.Format = f
		p.changed()
	}
}

// switchFormat takes what is written over into the format that it plainly is in.
func (p *Order) switchFormat(app.Context, app.Event) {
	was := p.form.Format
	f := guess(p.form.text())
	if f == "" || f == was {
		return
	}
	p.form.Texts[f] = p.form.text()
	delete(p.form.Texts, was)
	p.form.Format = f
	p.changed()
}

func (p *Order) write(_ app.Context, v string) {
	p.form.Texts[p.form.Format] = v
	p.changed()
}

func (p *Order) useExample(app.Context, app.Event) {
	var images []string
	if c := p.node.Data.Card; c != nil {
		images = c.Images
	}
	p.write(p.ctx, example(p.form.Format, images))
}

// changed keeps what is written and has it checked.
func (p *Order) changed() {
	p.fileErr, p.deployOf = nil, nil
	p.form.keep(p.id)
	p.recheck()
}

func (p *Order) chooseFile(ctx app.Context, _ app.Event) {
	in := ctx.JSSrc()
	files := in.Get("files")
	if files.Truthy() && files.Get("length").Int() > 0 {
		p.takeFile(p.ctx, files.Index(0))
	}
	in.Set("value", "") // so that the same file can be chosen again
}

// takeFile reads a file into the field.
func (p *Order) takeFile(_ app.Context, file app.Value) {
	ctx, life, most := p.ctx, p.life, int64(p.most())
	ctx.Async(func() {
		s, err := js.FileText(ctx, file, most)
		p.mine(ctx, life, func(ctx app.Context) {
			if err != nil {
				p.fileErr = err
				return
			}
			p.write(ctx, s)
		})
	})
}

// readNode reads what the order's node says of itself, for its limits and images.
func (p *Order) readNode() {
	ctx, life, node := p.ctx, p.life, p.view.Data.Node
	if p.node.Status != state.Idle || node.IsZero() {
		return
	}
	p.node.Status = state.Loading
	ctx.Async(func() {
		n, err := api.Node(life, node)
		p.mine(ctx, life, func(app.Context) { p.node = came(n, err) })
	})
}

var deployWords = map[deployStage]text.Text{deployAccess: text.StepSignAccess, deploySign: text.StepSignDeploy, deploySend: text.StepSending}

// start gets a token, and deploys what is in the form unless it is only to look.
func (p *Order) start(deploy bool) {
	m, ok := p.manifest()
	if deploy && !ok {
		return
	}
	p.begin(deploy, wire.DeployRequest{Format: m.Format, Manifest: m.Text, ShortStop: p.shortStop()}, eth.Hash{})
}

// begin gets a token, and deploys unless it is only to look, or something runs already that this page did not know of.
// hash is that of an earlier version's manifest, to roll back.
func (p *Order) begin(deploy bool, r wire.DeployRequest, hash eth.Hash) {
	if p.doing != deployIdle {
		return
	}
	ctx, s, life, over := p.ctx, p.site(), p.life, p.deployed.Data.Revision > 0
	told := false
	p.deployOf, p.broke, p.act = nil, deployIdle, act{}
	p.doing = deployAccess
	stage := func(d deployStage) func() {
		return func() { p.mine(ctx, life, func(app.Context) { p.doing = d }) }
	}
	ctx.Async(func() {
		g, err := s.enter(ctx)
		if err == nil {
			p.mine(ctx, life, func(ctx app.Context) { p.watch(ctx) })
			if deploy && !over {
				if d, e := g.Deployment(life, s.Order.ID); e == nil && d.Revision > 0 {
					deploy = false
				}
			}
		}
		if err == nil && deploy {
			err = s.deploy(ctx, g, r, hash, stage(deploySign), stage(deploySend), func(wire.Progress) {
				// The deployment's own stream tells more; this only says that the gateway has it.
				p.mine(ctx, life, func(ctx app.Context) {
					if !told {
						told = true
						p.accepted(ctx)
					}
				})
			})
		}
		if errors.Is(err, js.ErrNoBrowser) {
			return
		}
		p.mine(ctx, life, func(ctx app.Context) {
			switch {
			case coded(err, problem.NoRoomBeside) && !r.ShortStop:
				p.noRoom()
			case err != nil:
				p.broke, p.deployOf = p.doing, err
			}
			p.doing = deployIdle
			p.watch(ctx)
			p.recheck()
		})
	})
}

// accepted shows what becomes of what was just deployed.
func (p *Order) accepted(ctx app.Context) {
	p.short, p.back = false, rollback{}
	p.watch(ctx)
	p.openTab(tabOverview)
	ctx.Defer(func(app.Context) { top() })
}

// noRoom offers to do with a short stop what the gateway would not do without.
func (p *Order) noRoom() {
	if p.back.open {
		p.back.short = true
		return
	}
	p.short = true
}
