package deploy

import (
	"errors"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/bundle"
	"berth/ui/bring"
	"berth/ui/js"
	"berth/ui/pack"
	"berth/ui/part"
	"berth/ui/text"
)

// brought is a folder or an archive that was chosen, for as long as it can be chosen in it which file says what is to run.
type brought struct {
	name  string
	tree  pack.Tree
	found []pack.Found
	at    int // of found: what is in the form
	busy  bool
}

// takeArchive reads an archive.
func (f *Form) takeArchive(file app.Value, name string) {
	run := f.Run
	f.bring(name, func() (pack.Tree, error) { return bring.Archive(run.Own(), file) })
}

// chooseFolder reads a folder.
func (f *Form) chooseFolder(ctx app.Context, _ app.Event) {
	if name, all := bring.Folder(f.Run.Own(), ctx.JSSrc()); len(all) > 0 {
		f.bring(name, func() (pack.Tree, error) { return pack.NewTree(all) })
	}
}

// bring looks for what is to run in a folder or an archive, and puts it into the form.
func (f *Form) bring(name string, open func() (pack.Tree, error)) {
	run, desk := f.Run, f.Desk
	desk.fileErr, desk.brought = nil, brought{name: name, busy: true}
	run.Go(func() {
		tree, err := open()
		var found []pack.Found
		if err == nil {
			found, err = tree.Find()
		}
		run.Do(func(app.Context) {
			if desk.brought = (brought{name: name, tree: tree, found: found}); err != nil {
				desk.brought, desk.fileErr = brought{}, err
				return
			}
			f.use(0)
		})
	})
}

// use puts one of the files that were found into the form, with those that it names.
func (f *Form) use(at int) {
	run, desk := f.Run, f.Desk
	b := &desk.brought
	b.at = at
	name, tree, found := b.name, b.tree, b.found[at]
	run.Go(func() {
		taken, err := tree.Take(found)
		run.Do(func(app.Context) {
			if desk.brought.at != at || desk.brought.name != name {
				return
			}
			if err != nil {
				desk.fileErr = err
				return
			}
			desk.form.Take(found, taken, name)
			f.changed()
		})
	})
}

func (f *Form) pickFound(_ app.Context, v string) {
	if at, err := strconv.Atoi(v); err == nil && at >= 0 && at < len(f.Desk.brought.found) {
		f.use(at)
	}
}

// dropAlong leaves the files that came along out.
func (f *Form) dropAlong(app.Context, app.Event) {
	f.Desk.brought = brought{}
	f.Desk.form.With(func(a *along) { a.Files, a.From, a.Left, a.Others = nil, "", nil, 0 })
	f.changed()
}

// renderBrought is what came along with the file, and what did not.
func (f *Form) renderBrought() app.UI {
	t, b, a := f.T, &f.Desk.brought, f.Desk.form.Along[f.Desk.form.Format]
	if b.busy {
		return part.Wait(t.Say(text.BroughtReading, b.name))
	}
	var body []app.UI
	if len(b.found) > 1 && a.From == b.name {
		var options []part.Option
		for i, x := range b.found {
			options = append(options, part.Option{Value: strconv.Itoa(i), Label: x.Name() + " · " + t.Say(text.Formats[x.Format])})
		}
		body = append(body, &part.Field{
			ID: "brought-which", Label: t.Say(text.BroughtWhich, len(b.found), b.name), Value: strconv.Itoa(b.at), Options: options, Test: "brought-which", OnChange: f.pickFound,
		})
	}
	if a.From != "" || len(a.Files) > 0 {
		var items []app.UI
		for _, name := range a.Paths() {
			items = append(items, app.Li().Class("small").Body(part.Mono(name), app.Span().Class("num muted").Text(" · "+t.Bytes(uint64(fileSize(a.Files[name]))))))
		}
		words := t.Count(text.BroughtFiles, len(a.Files))
		if a.From != "" {
			words = a.From + " · " + words
		}
		body = append(body, app.Details().Class("details").DataSet("test", "brought-files").DataSet("count", len(a.Files)).Body(
			app.Summary().Text(words), app.Ul().Class("reasons").Body(items...),
			app.If(a.Others > 0, func() app.UI { return app.P().Class("small muted").Text(t.Count(text.BroughtOthers, a.Others)) }),
			app.Div().Class("row").Body(&part.Button{Kind: part.Quiet, Label: t.Say(text.BroughtDrop), Test: "brought-drop", OnClick: f.dropAlong}),
		))
	}
	if len(a.Left) > 0 {
		var items []app.UI
		for _, x := range a.Left {
			items = append(items, app.Li().Body(part.Mono(x.Path), app.Text(" – "+t.Say(text.PackWhy[string(x.Why)]))))
		}
		body = append(body, app.Div().Role("status").DataSet("test", "brought-left").Body(part.Note(part.Waiting, t.Count(text.BroughtLeft, len(a.Left)), app.Ul().Class("small").Body(items...))))
	}
	if len(body) == 0 {
		return nil
	}
	return app.Div().Class("brought stack-tight").DataSet("test", "brought").Body(body...)
}

func fileSize(x bundle.File) int { return max(len(x.Text), len(x.Base64)) }

// renderRefused says why what was chosen is not in the form.
func (f *Form) renderRefused() app.UI {
	t, err := f.T, f.Desk.fileErr
	words := t.Say(text.DeployFileRead)
	var p *pack.Error
	switch {
	case errors.Is(err, js.ErrFileSize):
		words = t.Say(text.DeployFileLong, kib(f.most(f.Desk.form.Format)))
	case errors.Is(err, js.ErrNoText):
		words = t.Say(text.DeployFileText)
	case errors.As(err, &p) && p.Why == pack.Unbuilt:
		return f.renderBuild("")
	case errors.As(err, &p):
		if words = t.Say(text.BroughtNot) + " " + t.Say(text.PackWhy[string(p.Why)]); p.Path != "" {
			words += " (" + p.Path + ")"
		}
	}
	return fieldError("deploy-file-error", words)
}
