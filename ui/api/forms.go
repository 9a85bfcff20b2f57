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
	words map[phrase.Form]phrase.Form
}

// inWords puts what a gateway says of a file into the page's language. What has no words there, or cannot have them now, stays English.
func inWords(ctx context.Context, c *wire.ManifestCheck) {
	if len(c.Problems)+len(c.Ignored)+len(c.Notes) == 0 || !strings.HasPrefix(app.Window().Get("document").Get("documentElement").Get("lang").String(), "zh") {
		return
	}
	forms.Lock()
	defer forms.Unlock()
	if forms.words == nil {
		limit := outside.Limit{Items: 1000}
		if js.Do(ctx, js.Request{URL: formsURL, Limit: limit}, &forms.words) != nil {
			forms.words = nil
			return
		}
	}
	for i := range c.Problems {
		x := &c.Problems[i]
		x.Text = said(x.Text, x.Form, x.Figures, forms.words)
	}
	for _, list := range [][]wire.ManifestNote{c.Ignored, c.Notes} {
		for i := range list {
			x := &list[i]
			x.Text = said(x.Text, x.Form, x.Figures, forms.words)
		}
	}
}

// said is a text in other words, where there are some. Figures that are texts themselves are put into words, too.
func said(text string, form phrase.Form, figures []string, words map[phrase.Form]phrase.Form) string {
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
		if w, ok := words[phrase.Form(a)]; ok && w.Figures() == 0 {
			args[i] = w.Fill(nil)
		}
	}
	return in.Fill(args)
}
