package api

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"berth/bff/catalogue"
	"berth/shared/wire"
)

// listsAMinute is how many lists one address gets a minute, and at once. It is many: an address may be that of a whole company, and what is bounded is a
// program that asks without a pause.
const listsAMinute = 12_000

// counted is for lists: each address gets so many.
func (a *API) counted(c *fiber.Ctx) error {
	if err := limit(c, a.listed, a.ip(c)); err != nil {
		return err
	}
	return c.Next()
}

// own is for a list that is one session's: it has an entity tag, so that who asks again and has it gets a 304. It is never packed,
// since its length could tell of what is in it (BREACH), and no cache keeps it.
func own(c *fiber.Ctx) error {
	if err := c.Next(); err != nil {
		return err
	}
	if c.Response().StatusCode() != fiber.StatusOK {
		return nil
	}
	etag := tag(c.Response().Body())
	c.Set(fiber.HeaderETag, etag)
	if known := c.Request().Header.Peek(fiber.HeaderIfNoneMatch); len(known) > 0 && matches(string(known), etag) {
		c.Response().ResetBody()
		return c.SendStatus(fiber.StatusNotModified)
	}
	return nil
}

// page is which part of a list a query asks for: what follows a cursor, so many at most.
func (q *query) page() (cursor string, most int) {
	cursor, most = q.text("cursor", 200), q.limit()
	return cursor, cmp.Or(most, catalogue.DefaultLimit)
}

// pageOf reads such a query, where it may say nothing else.
func pageOf(c *fiber.Ctx) (cursor string, most int, err error) {
	q := parseQuery(string(c.Request().URI().QueryString()), "limit", "cursor")
	cursor, most = q.page()
	return cursor, most, q.err
}

// cut is a page of a short list that is all in memory, the newest first. What a cursor stands for and is there no more was the oldest,
// and nothing follows.
func cut[T any](all []T, name func(T) string, cursor string, most int) wire.Page[T] {
	page := wire.Page[T]{Items: []T{}, Total: len(all)}
	if cursor != "" {
		i := slices.IndexFunc(all, func(v T) bool { return name(v) == cursor })
		if i < 0 {
			i = len(all) - 1
		}
		all = all[i+1:]
	}
	page.Items = append(page.Items, all[:min(most, len(all))]...)
	if len(all) > most {
		page.Next = name(all[most-1])
	}
	return page
}
