// Package words has what is said in mails, in the languages of the app: ui/text has the texts, and a test there writes this file anew.
package words

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

//go:embed notices.json
var notices []byte

var read = sync.OnceValue(func() (all map[string]map[string][2]string) {
	if err := json.Unmarshal(notices, &all); err != nil {
		panic("words: " + err.Error()) // it is a part of the program
	}
	return all
})

// Say gives title and text of something in a language, en where there is no such one, with {name} replaced by the pairs of name and value.
func Say(lang, what string, pairs ...string) (title, text string) {
	all := read()[lang]
	if all == nil {
		all = read()["en"]
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	r := strings.NewReplacer(pairs...)
	w := all[what]
	return r.Replace(w[0]), r.Replace(w[1])
}

// Has reports whether there are words for something.
func Has(what string) bool {
	_, ok := read()["en"][what]
	return ok
}
