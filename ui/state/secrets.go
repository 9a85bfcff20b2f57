package state

import (
	"berth/shared/order"
	"berth/ui/js"
)

// Secrets are those of a service of the catalogue, by the names of their settings. The node never gives them out again, and
// they are kept for the life of the tab only: whoever deployed copies them.
type Secrets struct {
	Template string            `json:"template"`
	Values   map[string]string `json:"values"`
}

// secretsStore is the key of an order's secrets in the tab's storage.
func secretsStore(id order.ID) string { return "berth.secrets." + id.String() }

// SecretsOf are those that this tab knows of an order's service.
func SecretsOf(id order.ID) (s Secrets) {
	js.Session.Get(secretsStore(id), &s)
	return s
}

// Set takes one in.
func (s *Secrets) Set(id order.ID, template, key, value string) {
	if s.Template != template || s.Values == nil {
		*s = Secrets{Template: template, Values: map[string]string{}}
	}
	s.Values[key] = value
	js.Session.Set(secretsStore(id), *s)
}

// Of are those of a template.
func (s Secrets) Of(template string) map[string]string {
	if s.Template != template {
		return nil
	}
	return s.Values
}
