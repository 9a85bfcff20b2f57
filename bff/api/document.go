package api

import (
	_ "embed"

	"github.com/gofiber/fiber/v2"

	"berth/shared/server/openapi"
)

// spec is the API's document; a test holds it to the routes and the types.
//
//go:embed openapi.yaml
var spec []byte

// book is the document of the API, as it is sent.
type book struct{ json, page []byte }

func newBook() (d book, err error) {
	if d.json, err = openapi.JSON(spec); err != nil {
		return d, err
	}
	d.page, err = openapi.Page(spec)
	return d, err
}

// documentSecurity is the policy of the page: it runs no script and asks nobody for anything.
const documentSecurity = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (a *API) getDocument(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextHTMLCharsetUTF8)
	c.Set(fiber.HeaderContentSecurityPolicy, documentSecurity)
	c.Response().SetBodyRaw(a.book.page)
	return nil
}

func (a *API) getOpenAPI(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	c.Response().SetBodyRaw(a.book.json)
	return nil
}
