package manifest

import (
	"regexp"
)

// cookieDomain is what programs call the setting that has their cookies sent to several hosts.
var cookieDomain = regexp.MustCompile(`(?i)(cookie|session).*domain|domain.*cookie`)

// Notes tells what a manifest may count on that services with host names of their own do not have.
func (m Manifest) Notes() []Note {
	var notes []Note
	pages := 0
	for _, s := range m.Services {
		if s.Port == 0 {
			continue
		}
		pages++
		for _, name := range s.EnvNames() {
			if s.Env[name] != "" && cookieDomain.MatchString(name) {
				notes = append(notes, NewNote(s.Name, s.Where.Line, "%s: cookies stay on the service's own host; the gateway takes a Domain out of Set-Cookie", name))
			}
		}
	}
	if pages > 1 {
		notes = append(notes, NewNote("services", 0, "each has a host name of its own, and cookies stay there: a Domain is taken out of Set-Cookie, \"cookies\" out of Clear-Site-Data; "+
			"their pages may call one another where the CORS answer of the called one allows it, once both have been opened"))
	}
	return notes[:min(len(notes), MaxNotes)]
}
