package api

import (
	"context"
	"strings"
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/phrase"
	"berth/shared/wire"
	"berth/ui/js"
	"berth/ui/outside"
)

// formsURL is the site's file with what gateways say of files in Chinese. Most visits never need it.
const formsURL = "/web/zh/forms.json"

// forms are the words of that file, once it was fetched.
var forms struct {
	sync.Mutex
	words phrase.Words
}

// inChinese are the words for the page, if that is Chinese and they can be had: nil else, and all stays English.
func inChinese(ctx context.Context) phrase.Words {
	if !strings.HasPrefix(app.Window().Get("document").Get("documentElement").Get("lang").String(), "zh") {
		return nil
	}
	forms.Lock()
	defer forms.Unlock()
	if forms.words == nil {
		limit := outside.Limit{Items: 1000}
		if js.Do(ctx, js.Request{URL: formsURL, Limit: limit}, &forms.words) != nil {
			forms.words = nil
		}
	}
	return forms.words
}

// inWords puts what a gateway says of a file into the page's language.
func inWords(ctx context.Context, c *wire.ManifestCheck) {
	if len(c.Problems)+len(c.Ignored)+len(c.Notes) == 0 {
		return
	}
	words := inChinese(ctx)
	if words == nil {
		return
	}
	for i := range c.Problems {
		x := &c.Problems[i]
		x.Text = said(x.Text, x.Form, x.Figures, words)
	}
	for _, list := range [][]wire.ManifestNote{c.Ignored, c.Notes} {
		for i := range list {
			x := &list[i]
			x.Text = said(x.Text, x.Form, x.Figures, words)
		}
	}
}

// read puts a sentence of a gateway's that came without its form into the page's language.
func read(ctx context.Context, t *phrase.Text) {
	if *t == "" {
		return
	}
	if words := inChinese(ctx); words != nil {
		*t = phrase.Text(words.Read(*t))
	}
}

// readDeployment does so with what is said of a deployment, its services and its steps.
func readDeployment(ctx context.Context, d *wire.Deployment) {
	why := phrase.Text(d.Error)
	read(ctx, &why)
	d.Error = string(why)
	for i := range d.Services {
		read(ctx, &d.Services[i].Text)
	}
	for i := range d.Steps {
		read(ctx, &d.Steps[i].Text)
	}
}

// readHappenings does so with what happened: a page has words of its own for most of it, and may put why into them.
func readHappenings(ctx context.Context, all []wire.Happening) {
	for i := range all {
		h := &all[i]
		text, why := phrase.Text(h.Text), phrase.Text(h.Figures["why"])
		read(ctx, &text)
		read(ctx, &why)
		if h.Text = string(text); why != "" {
			h.Figures["why"] = string(why)
		}
	}
}

// said is a text in other words, where there are some. Figures that are texts themselves are put into words, too.
func said(text string, form phrase.Form, figures []string, words phrase.Words) string {
	if form == "" {
		form = phrase.Form(text)
	}
	in, ok := words[form]
	if !ok {
		in = form
		if len(figures) == 0 {
			return text
		}
	}
	args := make([]string, len(figures))
	for i, a := range figures {
		args[i] = a
		// A word alone is the name of something, and no sentence.
		if w, ok := words[phrase.Form(a)]; ok && w.Figures() == 0 && strings.Contains(a, " ") {
			args[i] = w.Fill(nil)
		}
	}
	return in.Fill(args)
}
