package manifest

import (
	"slices"
	"strings"
)

// Processes are all of a service's: those before it, itself, and those beside it.
func (s *Service) Processes() []*Service {
	var all []*Service
	for i := range s.Init {
		all = append(all, &s.Init[i])
	}
	all = append(all, s)
	for i := range s.Beside {
		all = append(all, &s.Beside[i])
	}
	return all
}

// Disks are the names of the volumes that a service's processes mount, each once.
func (s *Service) Disks() []string {
	var all []string
	for _, x := range s.Processes() {
		for _, m := range x.Mounts {
			if !slices.Contains(all, m.Volume) {
				all = append(all, m.Volume)
			}
		}
	}
	return all
}

// Folders are the temporary ones of a service's processes, those with a name once and as large as the largest says.
func (s *Service) Folders() []Temp {
	var all []Temp
	for _, x := range s.Processes() {
		for _, t := range x.Temps {
			i := slices.IndexFunc(all, func(o Temp) bool { return t.Name != "" && o.Name == t.Name })
			if i < 0 {
				all = append(all, t)
				continue
			}
			all[i].SizeMiB = max(all[i].SizeMiB, t.SizeMiB)
		}
	}
	return all
}

// AfterText is what a service waits for as a word, such as db=ready,seed=done, and ReadAfter reads it.
func AfterText(after []After) string {
	var words []string
	for _, a := range after {
		words = append(words, a.Service+"="+string(a.Until))
	}
	return strings.Join(words, ",")
}

// ReadAfter reads what AfterText wrote, as far as it can be read.
func ReadAfter(text string) (after []After) {
	for word := range strings.SplitSeq(text, ",") {
		if service, until, ok := strings.Cut(word, "="); ok {
			after = append(after, After{service, Until(until)})
		}
	}
	return after
}
