package deploy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/js"
	"berth/ui/pack"
	"berth/ui/part"
	"berth/ui/text"
)

// codeID is the id of the field for a manifest's text.
const codeID = "deploy-text"

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// renderFile is the field for a file's text, and the ways to fill it.
func (f *Form) renderFile() []app.UI {
	t, w := f.T, &f.Desk.form
	name := t.Say(text.Formats[w.Format])
	help := text.DeployTextHelp
	if f.Pointer {
		help = text.DeployTextDrop
	}
	body := []app.UI{
		app.Div().Class("row").Body(
			app.Label().Class("btn btn-plain file").Body(
				app.Input().Class("sr").Type("file").Accept(".yaml,.yml,.json,.txt,.sdl,.zip,.tar,.tgz,.gz,text/*").DataSet("test", "deploy-file").OnChange(f.chooseFile),
				app.Span().Text(t.Say(text.DeployFile)),
			),
			app.Label().Class("btn btn-plain file").Body(
				app.Input().Class("sr").Type("file").Attr("webkitdirectory", true).DataSet("test", "deploy-folder").OnChange(f.chooseFolder),
				app.Span().Text(t.Say(text.DeployFolder)),
			),
			app.If(blank(w.Text()), func() app.UI {
				return &part.Button{Label: t.Say(text.DeployExample), Test: "deploy-example", OnClick: f.useExample}
			}),
		),
		app.Div().Class("field").Body(
			app.Label().Class("field-label").For(codeID).Text(t.Say(text.DeployText, name)),
			&codeArea{
				ID: codeID, Label: t.Say(text.DeployText, name), Described: "deploy-help", Value: w.Text(), Bad: f.Desk.check.bad(), Test: "deploy-text",
				OnInput: f.write, OnFile: f.takeFile,
			},
			app.Div().Class("field-help").ID("deploy-help").Body(app.P().Text(t.Say(help)), app.P().Text(t.Say(text.DeployPrivate))),
		),
	}
	switch m := w.Manifest(); {
	case f.Desk.fileErr != nil:
		body = append(body, f.renderRefused())
	case m.Format == formatBundle && f.most(m.Format) == 0:
		body = append(body, fieldError("deploy-no-bundle", t.Say(text.DeployNoBundle)))
	case len(m.Text) > f.most(m.Format):
		body = append(body, fieldError("deploy-too-long", t.Say(text.DeployTooLong, kib(len(m.Text)), kib(f.most(m.Format)))))
	}
	if url := repository(w.Text()); url != "" {
		body = append(body, f.renderBuild(url))
	}
	body = append(body, f.renderBrought())
	if to := pack.Guess(w.Text()); to != "" && to != w.Format {
		other := t.Say(text.Formats[to])
		body = append(body, app.Div().Role("status").DataSet("test", "deploy-guess").Body(part.Note(part.Waiting, t.Say(text.DeployGuess, other),
			app.Div().Class("row").Body(&part.Button{Label: t.Say(text.DeploySwitch, other), Test: "deploy-switch", OnClick: f.switchFormat}))))
	}
	return body
}

func fieldError(test, words string) app.UI {
	return app.P().Class("field-error").Role("alert").DataSet("test", test).Body(part.Icon(part.GlyphWarn), app.Span().Text(words))
}

// kib is a count of bytes as KiB, rounded up.
func kib(n int) string { return strconv.Itoa((n+1023)>>10) + " KiB" }

func (f *Form) pickFormat(_ app.Context, format string) {
	if slices.Contains(formats, format) {
		f.Desk.form.Format = format
		f.changed()
	}
}

// switchFormat takes what is written over into the format that it plainly is in.
func (f *Form) switchFormat(app.Context, app.Event) {
	w := &f.Desk.form
	was, to := w.Format, pack.Guess(w.Text())
	if to == "" || to == was {
		return
	}
	w.Texts[to] = w.Text()
	if a, ok := w.Along[was]; ok {
		w.Along[to] = a
		delete(w.Along, was)
	}
	delete(w.Texts, was)
	w.Format = to
	f.changed()
}

func (f *Form) write(_ app.Context, v string) {
	f.Desk.form.Texts[f.Desk.form.Format] = v
	f.changed()
}

func (f *Form) useExample(app.Context, app.Event) {
	var images []string
	if c := f.Node.Data.Card; c != nil {
		images = c.Images
	}
	f.write(f.Run.Own(), example(f.Desk.form.Format, images))
}

// changed keeps what is written and has it checked.
func (f *Form) changed() {
	f.Desk.fileErr = nil
	f.Desk.form.Touched()
	f.OnForget()
	f.Desk.form.Keep(f.Desk.id)
	f.recheck()
}

func (f *Form) chooseFile(ctx app.Context, _ app.Event) {
	in := ctx.JSSrc()
	files := in.Get("files")
	if files.Truthy() && files.Get("length").Int() > 0 {
		f.takeFile(ctx, files.Index(0))
	}
	in.Set("value", "") // so that the same file can be chosen again
}

// takeFile reads a file into the field, or an archive as what it is.
func (f *Form) takeFile(_ app.Context, file app.Value) {
	if name := file.Get("name").String(); pack.IsArchive(name) {
		f.takeArchive(file, name)
		return
	}
	run, most := f.Run, int64(f.most(f.Desk.form.Format))
	run.Go(func() {
		s, err := js.FileText(run.Own(), file, most)
		run.Do(func(ctx app.Context) {
			if err != nil {
				f.Desk.fileErr = err
				return
			}
			f.write(ctx, s)
		})
	})
}
