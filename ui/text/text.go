// Package text has every word that the app shows, in every language, and the forms of numbers, money and times for
// people. Each phrase is a Text variable with both languages side by side, so that one cannot be written without the
// other; a test holds that none is empty and that both take the same arguments.
package text

import (
	"fmt"
	"strings"
)

// Lang is a language of the app.
type Lang string

// The languages. English is what is shown to those who read neither.
const (
	EN Lang = "en"
	ZH Lang = "zh"
)

// Langs are all languages, in the order in which they are offered.
var Langs = [...]Lang{EN, ZH}

// Parse picks a language for a browser's language tag, "zh-Hans-CN".
func Parse(tag string) Lang {
	if primary, _, _ := strings.Cut(strings.ToLower(tag), "-"); primary == "zh" {
		return ZH
	}
	return EN
}

// Tag is the language's BCP 47 tag for the lang attribute.
func (l Lang) Tag() string {
	if l == ZH {
		return "zh-Hans"
	}
	return "en"
}

// Text is a phrase in every language. It may have fmt verbs, the same in each; where the order differs they are
// numbered: %[2]s.
type Text struct{ EN, ZH string }

// Plural is a phrase that counts. The first verb is %d, for the count.
type Plural struct{ One, Many, ZH string }

// T speaks one language. It is a value; the zero value speaks English. Components that show words have an exported
// field T that their parent sets, so that a change of language renders them anew.
type T struct{ Lang Lang }

// In gives a T for a language.
func In(l Lang) T { return T{l} }

// Say is the phrase, with its arguments.
func (t T) Say(x Text, args ...any) string {
	s := x.EN
	if t.Lang == ZH {
		s = x.ZH
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// Space is what stands between two sentences.
func (t T) Space() string {
	if t.Lang == ZH {
		return ""
	}
	return " "
}

// Count is a phrase about n things. Further arguments come after the count.
func (t T) Count(x Plural, n int, args ...any) string {
	s := x.Many
	switch {
	case t.Lang == ZH:
		s = x.ZH
	case n == 1:
		s = x.One
	}
	return fmt.Sprintf(s, append([]any{n}, args...)...)
}

// Pick is the language's entry of a map with "en" and "zh", as wire.Template has them: English where it is missing.
func (t T) Pick(m map[string]string) string {
	if s := m[string(t.Lang)]; s != "" {
		return s
	}
	return m[string(EN)]
}
