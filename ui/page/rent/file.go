package rent

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/bring"
	"berth/ui/fault"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/outside"
	"berth/ui/pack"
	"berth/ui/part"
	"berth/ui/text"
)

// own is the user's own file, which nodes look at before anything is paid. It is for the UI goroutine only.
type own struct {
	file   bring.Writing
	name   string // of the file that was chosen
	image  string // that the file was made for
	busy   string // what is under way; "": nothing
	err    error
	answer wire.ManifestCheck // with by
	by     string             // name of the node that has looked at it; "": none has
	round  int
}

// ownStore is the key of the file in the tab's storage, until there is an order for it.
const ownStore = "berth.rent.file"

// mostAsked is how many nodes are asked in turn, until one can run the file; lookTime is how long each may take.
const (
	mostAsked = 4
	lookTime  = 20 * time.Second
)

// open takes up what was chosen before.
func (o *own) open() { js.Session.Get(ownStore, &o.file) }

// hand gives the file to the order that was placed for it.
func hand(id order.ID) {
	var w bring.Writing
	if js.Session.Get(ownStore, &w) && w.Text() != "" {
		w.Keep(id)
		js.Session.Del(ownStore)
	}
}

// fileStep is the part of the first step in which a file is looked at.
type fileStep struct {
	app.Compo

	T      text.T
	Own    *own
	Image  *string     // an image's name, as it is typed
	Node   eth.Address // that alone is asked; zero: any
	Run    life.Run
	OnSize func(resource.Resources) // is told what the file needs
	OnGo   func(app.Context)        // on with it

	pasted string
}

// title is what was brought, in a line.
func (o *own) title(t text.T) string {
	if o.image != "" {
		return o.image
	}
	return cmp.Or(o.file.Along[o.file.Format].From, o.name, t.Say(text.Formats[o.file.Format]))
}

// Render implements app.Composer.
func (c *fileStep) Render() app.UI {
	t, o := c.T, c.Own
	body := []app.UI{
		app.H3().Text(t.Say(text.BringTitle)), app.P().Class("small muted").Text(t.Say(text.BringWords)),
		app.Div().Class("row").Body(
			app.Label().Class("btn btn-plain file").Body(
				app.Input().Class("sr").Type("file").Accept(".yaml,.yml,.json,.txt,.sdl,.zip,.tar,.tgz,.gz,text/*").DataSet("test", "own-file").OnChange(c.chooseFile),
				app.Span().Text(t.Say(text.DeployFile)),
			),
			app.Label().Class("btn btn-plain file").Body(
				app.Input().Class("sr").Type("file").Attr("webkitdirectory", true).DataSet("test", "own-folder").OnChange(c.chooseFolder),
				app.Span().Text(t.Say(text.DeployFolder)),
			),
			app.If(o.file.Text() != "", func() app.UI {
				return &part.Button{Kind: part.Quiet, Label: t.Say(text.BringDrop), Test: "own-drop", OnClick: c.drop}
			}),
		),
		app.Form().Class("image-form").Attr("novalidate", true).OnSubmit(c.takeImage).Body(
			&part.Field{
				ID: "own-image", Label: t.Say(text.BringImage), Value: *c.Image, Placeholder: "nginx:1.29", Max: 400, Test: "own-image", Error: c.wrong(),
				OnInput: func(_ app.Context, v string) { *c.Image = v },
			},
			&part.Button{Label: t.Say(text.BringUse), Submit: true, Disabled: !imageName(*c.Image), Test: "own-image-use"},
		),
		app.Details().Class("details").Body(
			app.Summary().DataSet("test", "own-paste").Text(t.Say(text.BringPaste)),
			app.Div().Class("stack-tight").Body(
				app.Textarea().Class("area").Rows(6).Attr("spellcheck", "false").Aria("label", t.Say(text.BringPaste)).DataSet("test", "own-text").OnInput(func(ctx app.Context, _ app.Event) {
					c.pasted = ctx.JSSrc().Get("value").String()
				}),
				app.Div().Class("row").Body(&part.Button{Label: t.Say(text.BringUse), Test: "own-text-use", OnClick: c.takeText}),
			),
		),
	}
	switch {
	case o.busy != "":
		body = append(body, part.Wait(o.busy))
	case o.err != nil:
		body = append(body, c.renderError())
	case o.by != "":
		body = append(body, c.renderAnswer(o.title(t)))
	case o.file.Text() != "":
		body = append(body, app.Div().Class("row").Body(&part.Button{Label: t.Say(text.BringAgain), Test: "own-again", OnClick: c.again}))
	}
	if o.file.Text() != "" && o.busy == "" {
		body = append(body, app.Div().Class("row").Body(&part.Button{Kind: part.Primary, Label: t.Say(text.RentToPrice), Test: "rent-to-price", OnClick: func(ctx app.Context, _ app.Event) { c.OnGo(ctx) }}))
	}
	return app.Section().Class("panel").DataSet("test", "own").Body(body...)
}

// renderError says why the file is not taken, or was not looked at.
func (c *fileStep) renderError() app.UI {
	t := c.T
	var p *pack.Error
	words := ""
	switch {
	case errors.As(c.Own.err, &p):
		if words = t.Say(text.BroughtNot) + " " + t.Say(text.PackWhy[string(p.Why)]); p.Path != "" {
			words += " (" + p.Path + ")"
		}
	case errors.Is(c.Own.err, js.ErrNoText):
		words = t.Say(text.DeployFileText)
	case errors.Is(c.Own.err, js.ErrFileSize):
		words = t.Say(text.PackWhy[string(pack.TooLarge)])
	case fault.Is(c.Own.err, noNode):
		words = t.Say(text.BringNobody)
	default:
		return part.Trouble(t, c.Own.err, &part.Button{Label: t.Say(text.Retry), Glyph: part.GlyphRefresh, Test: "own-again", OnClick: c.again})
	}
	return app.P().Class("field-error").Role("alert").DataSet("test", "own-error").Body(part.Icon(part.GlyphWarn), app.Span().Text(words))
}

// renderAnswer is what the node makes of the file.
func (c *fileStep) renderAnswer(name string) app.UI {
	t, o := c.T, c.Own
	a := o.answer
	lacks := lacking(a)
	body := []app.UI{app.P().Class("small muted").Text(t.Say(text.BringBy, name, o.by))}
	tone, title := part.Running, t.Count(text.BringFine, len(a.Services))
	switch {
	case a.Needs == nil || len(a.Problems) > lacks:
		tone, title = part.Bad, t.Count(text.CheckProblems, len(a.Problems))
		var items []app.UI
		for i, x := range a.Problems {
			if i == mostProblems {
				break
			}
			items = append(items, app.Li().Class("small").DataSet("line", x.Line).Body(flawed(t, x)...))
		}
		body = append(body, app.Ul().Class("reasons").DataSet("test", "own-problems").Body(items...))
	case lacks > 0:
		body = append(body, app.P().Class("small").DataSet("test", "own-values").Text(t.Count(text.BringValues, lacks)))
	}
	if a.Needs != nil && a.Needs.Root {
		body = append(body, app.P().Class("small").Text(t.Say(text.BringRoot)))
	}
	return app.Div().Role("status").DataSet("test", "own-answer").DataSet("tone", string(tone)).Body(part.Note(tone, title, body...))
}

// flawed says what is wrong where, in the file's own words for the place.
func flawed(t text.T, x wire.ManifestProblem) (body []app.UI) {
	if x.Line > 0 {
		body = append(body, app.Span().Class("num muted").Text(t.Say(text.CheckLine, x.Line)+" · "))
	}
	if x.Path != "" {
		body = append(body, part.Mono(x.Path), app.Text(" – "))
	}
	return append(body, app.Text(t.Flaw(x)))
}

// mostProblems is how many of a file's problems are shown here: the order's page has them all.
const mostProblems = 40

// lacking is how many values are still to come.
func lacking(a wire.ManifestCheck) (n int) {
	for _, v := range a.Variables {
		if v.Required && !v.Given {
			n++
		}
	}
	return n
}

// wrong is what is wrong with what was typed for an image.
func (c *fileStep) wrong() string {
	if *c.Image == "" || imageName(*c.Image) {
		return ""
	}
	return c.T.Say(text.BringImageBad)
}

// takeImage makes a file for an image.
func (c *fileStep) takeImage(_ app.Context, e app.Event) {
	e.PreventDefault()
	image := strings.TrimSpace(*c.Image)
	if !imageName(image) {
		return
	}
	c.read(image, image, func() (bring.Writing, error) {
		return bring.Writing{Format: pack.Compose, Texts: map[string]string{pack.Compose: composed(image)}}, nil
	})
}

// takeShared takes what another app has shared, as if its text had been chosen here.
func (p *Page) takeShared() {
	run := p.life.Run()
	c := &fileStep{T: p.T, Own: &p.own, Image: &p.image, Node: p.draft.Node, Run: run, OnSize: p.takeSize, OnGo: p.bring}
	run.Go(func() {
		name, s, err := js.Shared(run.Own())
		if err != nil || s == "" {
			return // it was taken before, or nothing came: the page is as ever
		}
		run.Do(func(app.Context) { c.read(outside.Text(name), "", func() (bring.Writing, error) { return written(s) }) })
	})
}

func (c *fileStep) takeText(app.Context, app.Event) {
	s := c.pasted
	c.read("", "", func() (bring.Writing, error) { return written(s) })
}

// written is a text as what it plainly is.
func written(s string) (bring.Writing, error) {
	format := pack.Guess(s)
	switch {
	case format == "":
		return bring.Writing{}, &pack.Error{Why: pack.Nothing}
	case len(s) > mostText:
		return bring.Writing{}, js.ErrFileSize
	}
	return bring.Writing{Format: format, Texts: map[string]string{format: s}}, nil
}

// mostText is how many bytes a file may have.
const mostText = 64 << 10

func (c *fileStep) drop(app.Context, app.Event) {
	*c.Own = own{round: c.Own.round + 1}
	js.Session.Del(ownStore)
}

func (c *fileStep) again(app.Context, app.Event) { c.look() }

func (c *fileStep) chooseFile(ctx app.Context, _ app.Event) {
	in, run := ctx.JSSrc(), c.Run
	files := in.Get("files")
	if !files.Truthy() || files.Get("length").Int() == 0 {
		return
	}
	file := files.Index(0)
	in.Set("value", "")
	name := file.Get("name").String()
	c.read(name, "", func() (w bring.Writing, err error) {
		if pack.IsArchive(name) {
			tree, err := bring.Archive(run.Own(), file)
			return c.found(name, tree, err)
		}
		s, err := js.FileText(run.Own(), file, mostText)
		if err != nil {
			return w, err
		}
		return written(s)
	})
}

func (c *fileStep) chooseFolder(ctx app.Context, _ app.Event) {
	name, all := bring.Folder(c.Run.Own(), ctx.JSSrc())
	if len(all) == 0 {
		return
	}
	c.read(name, "", func() (bring.Writing, error) {
		tree, err := pack.NewTree(all)
		return c.found(name, tree, err)
	})
}

// found takes the first file that says what is to run; another one can be chosen once there is an order.
func (c *fileStep) found(name string, tree pack.Tree, err error) (w bring.Writing, _ error) {
	if err != nil {
		return w, err
	}
	found, err := tree.Find()
	if err != nil {
		return w, err
	}
	taken, err := tree.Take(found[0])
	if err == nil {
		w.Take(found[0], taken, name)
	}
	return w, err
}

// read reads what was chosen, and has it looked at.
func (c *fileStep) read(name, image string, open func() (bring.Writing, error)) {
	o, run := c.Own, c.Run
	*o = own{round: o.round + 1, busy: c.T.Say(text.BroughtReading, name), name: name, image: image}
	round := o.round
	run.Go(func() {
		w, err := open()
		run.Do(func(app.Context) {
			if o.round != round {
				return
			}
			if o.busy = ""; err != nil {
				o.err = err
				return
			}
			o.file = w
			js.Session.Set(ownStore, w)
			c.look()
		})
	})
}

// look has nodes look at the file, one after the other, until one can run it.
func (c *fileStep) look() {
	o, run, node, size := c.Own, c.Run, c.Node, c.OnSize
	o.round++
	o.err, o.by, o.busy = nil, "", c.T.Say(text.BringLooking)
	round, m := o.round, o.file.Sketch()
	run.Go(func() {
		by, answer, err := ask(run, node, m)
		run.Do(func(app.Context) {
			if o.round != round {
				return
			}
			o.busy = ""
			if o.by, o.answer, o.err = by, answer, err; err == nil && answer.Needs != nil {
				size(answer.Usual())
			}
		})
	})
}

// noNode is the code of a file that nobody could be asked about.
const noNode problem.Code = "no-node"

// ask asks the node, or some of all, and gives the first answer without a problem, or else the first.
func ask(ctx context.Context, node eth.Address, m bring.Manifest) (by string, answer wire.ManifestCheck, err error) {
	var nodes []wire.Node
	if node.IsZero() {
		var list wire.NodeList
		if list, err = api.Nodes(ctx, wire.NodeQuery{Limit: 20}); err != nil {
			return "", answer, err
		}
		nodes = list.Items
	} else {
		n, err := api.Node(ctx, node)
		if err != nil {
			return "", answer, err
		}
		nodes = []wire.Node{n}
	}
	err = problem.New(0, noNode, "no node can be asked now")
	asked := 0
	for _, n := range nodes {
		if !n.Reachable || n.Paused || asked == mostAsked {
			continue
		}
		asked++
		limited, cancel := context.WithTimeout(ctx, lookTime)
		a, e := api.Gateway{URL: n.URL}.CheckAny(limited, wire.CheckRequest{Format: m.Format, Manifest: m.Text})
		cancel()
		switch {
		case e != nil && by == "":
			err = e
		case e == nil && (by == "" || a.Needs != nil && len(a.Problems) <= lacking(a)):
			by, answer, err = n.Name, a, nil
			if a.Needs != nil && len(a.Problems) <= lacking(a) {
				return by, answer, nil
			}
		}
	}
	return by, answer, err
}
