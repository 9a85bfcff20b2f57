// Package web has what Berth's HTTP servers have in common, whichever library they serve with: rate limits, the client's
// address, its language, strict JSON, problem documents, and what operators watch. Most of it works on header
// values and bytes, so that net/http and fasthttp can both use it.
package web

import (
	"runtime/debug"

	"golang.org/x/text/language"
)

// linked is the version that the linker was told, by -X: a build for others says what it is, wherever it is made.
var linked string

// Version is what the linker was told; else the git revision that this binary was built from, its first 12 digits; "dev" where that is
// not known.
func Version() string {
	if linked != "" {
		return linked
	}
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, s := range b.Settings {
			if s.Key == "vcs.revision" {
				return s.Value[:min(len(s.Value), 12)]
			}
		}
	}
	return "dev"
}

var languages = language.NewMatcher([]language.Tag{language.English, language.Chinese})

// PrefersChinese reports whether an Accept-Language header asks for Chinese rather than English, the two there are.
func PrefersChinese(accept string) bool {
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return false
	}
	_, i, _ := languages.Match(tags...)
	return i == 1
}
