package deploy

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// codeLines is how many lines a code area has at least.
const codeLines = 10

// codeArea is a field for a file's text, with the numbers of its lines. The text lives in the browser: it is only set
// from here where it was changed by something else than typing, so that the caret stays where it is.
type codeArea struct {
	app.Compo

	ID        string // of the text area; needed, unique on the page
	Label     string
	Described string // ids of what describes it
	Value     string
	Bad       []int // lines that are marked
	Test      string
	OnInput   func(ctx app.Context, value string)
	OnFile    func(ctx app.Context, file app.Value) // one was dropped

	last string
}

// OnMount implements app.Mounter.
func (a *codeArea) OnMount(ctx app.Context) { a.put(ctx) }

// OnUpdate implements app.Updater.
func (a *codeArea) OnUpdate(ctx app.Context) {
	if a.Value != a.last {
		a.put(ctx)
	}
}

// put sets the text.
func (a *codeArea) put(ctx app.Context) {
	a.last = a.Value
	ctx.Defer(func(app.Context) {
		if in := app.Window().GetElementByID(a.ID); in.Truthy() && in.Get("value").String() != a.last {
			in.Set("value", a.last)
		}
	})
}

func (a *codeArea) input(ctx app.Context, _ app.Event) {
	v := ctx.JSSrc().Get("value").String()
	a.last, a.Value = v, v
	if a.OnInput != nil {
		a.OnInput(ctx, v)
	}
}

func (a *codeArea) over(_ app.Context, e app.Event) {
	if types := e.Get("dataTransfer").Get("types"); types.Truthy() && types.Call("includes", "Files").Bool() {
		e.PreventDefault()
	}
}

func (a *codeArea) drop(ctx app.Context, e app.Event) {
	files := e.Get("dataTransfer").Get("files")
	if !files.Truthy() || files.Get("length").Int() == 0 {
		return
	}
	e.PreventDefault()
	if a.OnFile != nil {
		a.OnFile(ctx, files.Index(0))
	}
}

// Render implements app.Composer.
func (a *codeArea) Render() app.UI {
	n := max(lineCount(a.Value), codeLines)
	in := app.Textarea().Class("code-text").ID(a.ID).Attr("rows", n).Attr("wrap", "off").Attr("autocomplete", "off").
		Attr("spellcheck", "false").Attr("autocapitalize", "off").Attr("autocorrect", "off").Attr("translate", "no").
		Aria("label", a.Label).Aria("describedby", a.Described).Aria("invalid", strconv.FormatBool(len(a.Bad) > 0)).
		On("input", a.input).On("dragover", a.over).On("drop", a.drop)
	if a.Test != "" {
		in = in.DataSet("test", a.Test)
	}
	return app.Div().Class("code").ID(a.ID + "-box").Dir("ltr").Body(app.Div().Class("code-in").Body(
		app.Div().Class("code-lines").Aria("hidden", "true").Body(a.numbers(n)...), in,
	))
}

// numbers are the lines' numbers in as few elements as can be: there may be thousands.
func (a *codeArea) numbers(n int) (out []app.UI) {
	var plain []byte
	for i, bad := 1, a.Bad; i <= n; i++ {
		if len(bad) > 0 && bad[0] == i {
			bad = bad[1:]
			out = append(out, app.Text(string(plain)), app.Strong().Class("code-bad").Text(i), app.Text("\n"))
			plain = nil
			continue
		}
		plain = append(strconv.AppendInt(plain, int64(i), 10), '\n')
	}
	return append(out, app.Text(string(plain)))
}

// showLine puts the caret on a line of a code area, which selects it, and scrolls there.
func showLine(id, text string, line int) {
	in, box := app.Window().GetElementByID(id), app.Window().GetElementByID(id+"-box")
	if !in.Truthy() || !box.Truthy() {
		return
	}
	from, to := span(text, line)
	in.Call("focus", map[string]any{"preventScroll": true})
	in.Call("setSelectionRange", from, to)
	in.Set("scrollLeft", 0)
	height := in.Get("scrollHeight").Float() / float64(max(lineCount(text), codeLines))
	box.Set("scrollTop", (float64(line)-1)*height-box.Get("clientHeight").Float()/2)
	box.Call("scrollIntoView", map[string]any{"block": "center"})
}

// span is where a line of a text is, counted from 1, in UTF-16 units as a browser counts them. A line behind the last
// is the last.
func span(text string, line int) (from, to int) {
	all := strings.Split(text, "\n")
	i := min(max(line, 1), len(all)) - 1
	for _, l := range all[:i] {
		from += units16(l) + 1
	}
	return from, from + units16(all[i])
}

// units16 is how long a text is in UTF-16.
func units16(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// lineCount is how many lines a text has in a field: one more than it has ends of lines.
func lineCount(text string) int { return strings.Count(text, "\n") + 1 }
