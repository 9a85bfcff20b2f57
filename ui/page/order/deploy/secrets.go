package deploy

import "berth/ui/part/entry"

// make makes up the secrets of a service that was never deployed; those of one that was are the user's to know: its data
// may hang on them.
func (f *Form) make() {
	tpl, ok := f.template()
	if !ok || f.Course.Deployment.Revision > 0 {
		return
	}
	for _, p := range tpl.Params {
		if _, had := f.Desk.secrets.Of(tpl.ID)[p.Key]; p.Generate != nil && !had {
			f.makeOne(p.Key)
		}
	}
}

// makeOne makes up a secret, whatever it was before.
func (f *Form) makeOne(key string) {
	tpl, _ := f.template()
	for _, p := range tpl.Params {
		if p.Key == key && p.Generate != nil {
			f.Desk.secrets.Set(f.Desk.id, tpl.ID, key, entry.MakeUp(*p.Generate))
		}
	}
}
