package manifest

import "berth/shared/phrase"

// Waits says what a service waits for, and whether that has failed.
func (a After) Waits(failed bool) phrase.Text {
	form := phrase.Form("waits for %s to run")
	switch a.Until {
	case Done:
		form = "waits for %s to end well"
	case Ready:
		form = "waits for %s to be ready"
	}
	if text := form.Text(a.Service); failed {
		return phrase.Form("%v, which has failed so far").Text(text)
	}
	return form.Text(a.Service)
}
