package api

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"berth/shared/problem"
)

// methods are those that a path is served by, sorted; none: there is no such route.
func (a *API) methods(path string) (all []string) {
	parts := strings.Split(path, "/")
	for _, r := range a.app.GetRoutes(true) {
		if strings.HasPrefix(r.Path, "/api") && !strings.Contains(r.Path, "*") && along(strings.Split(r.Path, "/"), parts) {
			all = append(all, r.Method)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func along(route, parts []string) bool {
	return slices.EqualFunc(route, parts, func(r, p string) bool { return r == p || strings.HasPrefix(r, ":") && p != "" })
}

// getNothing answers what no route has taken: by its methods where the path has a route, as RFC 9110 wants it.
func (a *API) getNothing(c *fiber.Ctx) error {
	all := a.methods(c.Path())
	if len(all) == 0 {
		return notFound("no such route").Remedy("see /api for the routes there are")
	}
	c.Set(fiber.HeaderAllow, strings.Join(append(all, fiber.MethodOptions), ", "))
	if c.Method() == fiber.MethodOptions {
		return c.SendStatus(fiber.StatusNoContent)
	}
	return problem.Method(all)
}
