package api

import (
	"context"
	"slices"
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
	words  phrase.Words
	reader *phrase.Reader
}

// inChinese are the words for the page, and what reads in them, if it is Chinese and they can be had: nil else, and all stays English.
func inChinese(ctx context.Context) (phrase.Words, *phrase.Reader) {
	if !strings.HasPrefix(app.Window().Get("document").Get("documentElement").Get("lang").String(), "zh") {
		return nil, nil
	}
	forms.Lock()
	defer forms.Unlock()
	if forms.words == nil {
		limit := outside.Limit{Items: 1000}
		if js.Do(ctx, js.Request{URL: formsURL, Limit: limit}, &forms.words) != nil {
			forms.words = nil
			return nil, nil
		}
		forms.reader = forms.words.Reader()
	}
	return forms.words, forms.reader
}

// inWords puts what a gateway says of a file into the page's language.
func inWords(ctx context.Context, c *wire.ManifestCheck) {
	if len(c.Problems)+len(c.Ignored)+len(c.Notes) == 0 {
		return
	}
	words, _ := inChinese(ctx)
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

// read puts sentences of a gateway's that came without their forms into the page's language.
func read(ctx context.Context, all ...*phrase.Text) {
	if !slices.ContainsFunc(all, func(t *phrase.Text) bool { return *t != "" }) {
		return
	}
	_, reader := inChinese(ctx)
	if reader == nil {
		return
	}
	for _, t := range all {
		*t = phrase.Text(reader.Read(*t))
	}
}

// readDeployment does so with what is said of a deployment, its services and its steps.
func readDeployment(ctx context.Context, d *wire.Deployment) {
	why := phrase.Text(d.Error)
	all := []*phrase.Text{&why}
	for i := range d.Services {
		all = append(all, &d.Services[i].Text)
	}
	for i := range d.Steps {
		all = append(all, &d.Steps[i].Text)
	}
	read(ctx, all...)
	d.Error = string(why)
}

// readHappenings does so with what happened: a page has words of its own for most of it, and may put why into them.
func readHappenings(ctx context.Context, events []wire.Happening) {
	said := make([]phrase.Text, 2*len(events))
	all := make([]*phrase.Text, len(said))
	for i := range said {
		if h := events[i/2]; i%2 == 0 {
			said[i] = phrase.Text(h.Text)
		} else {
			said[i] = phrase.Text(h.Figures["why"])
		}
		all[i] = &said[i]
	}
	read(ctx, all...)
	for i := range events {
		h := &events[i]
		if h.Text = string(said[2*i]); said[2*i+1] != "" {
			h.Figures["why"] = string(said[2*i+1])
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
