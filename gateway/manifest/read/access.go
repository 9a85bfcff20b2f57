package read

import (
	"strings"

	"berth/gateway/manifest"
)

// Credentials reads the access to a registry.
func (a At) Credentials() *manifest.Registry {
	c := manifest.Registry{}
	a.Read(Fields{
		"host":     func(a At) { c.Host = a.Text() },
		"username": func(a At) { c.User = a.Text() },
		"password": func(a At) { c.Password = manifest.Secret(a.Text()) },
		"email":    Quiet,
	})
	c.Where = a.To("password").Where()
	return a.Registry(c)
}

// Registry checks a registry's access.
func (a At) Registry(c manifest.Registry) *manifest.Registry {
	if c.Host = strings.TrimSuffix(strings.TrimPrefix(c.Host, "https://"), "/"); c.Host == "" || len(c.Host) > 255 || strings.ContainsAny(c.Host, " \n\t") {
		a.Flaw("host has to be the registry's name, such as ghcr.io")
	}
	if c.User == "" || c.Password == "" || len(c.User) > 255 || len(c.Password) > 16<<10 {
		a.Flaw("username and password have to be there")
	}
	return &c
}
