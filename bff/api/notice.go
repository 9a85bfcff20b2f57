package api

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"berth/shared/wire"
)

func (a noticeRoutes) getNotices(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	cursor, most, err := pageOf(c)
	if err != nil {
		return err
	}
	page, err := a.cfg.Notices.Notices(c.UserContext(), s.Address, cursor, most)
	if err != nil {
		return err
	}
	return c.JSON(page)
}

func (a noticeRoutes) getNoticeSettings(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	v, err := a.cfg.Notices.Settings(c.UserContext(), s.Address)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a noticeRoutes) putNoticeSettings(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var v wire.NoticeSettings
	if err := body(c, &v); err != nil {
		return err
	}
	if err := limit(c, a.wishes, s.Address.String()); err != nil {
		return err
	}
	if err := a.cfg.Notices.Set(c.UserContext(), s.Address, v); err != nil {
		return err
	}
	v, err = a.cfg.Notices.Settings(c.UserContext(), s.Address)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a noticeRoutes) getNoticeTargets(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	v, err := a.cfg.Notices.Targets(c.UserContext(), s.Address)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a noticeRoutes) postDevice(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var p wire.PushSubscription
	if err := body(c, &p); err != nil {
		return err
	}
	if err := limit(c, a.wishes, s.Address.String()); err != nil {
		return err
	}
	d, err := a.cfg.Notices.Subscribe(c.UserContext(), s.Address, p, a.cfg.Private)
	if err != nil {
		return err
	}
	return c.Status(201).JSON(d)
}

func (a noticeRoutes) deleteDevice(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	if err := a.cfg.Notices.Unsubscribe(c.UserContext(), s.Address, c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(204)
}

func (a noticeRoutes) postHook(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	var r wire.HookRequest
	if err := body(c, &r); err != nil {
		return err
	}
	if err := limit(c, a.wishes, s.Address.String()); err != nil {
		return err
	}
	h, err := a.cfg.Notices.AddHook(c.UserContext(), s.Address, r, a.cfg.Private)
	if err != nil {
		return err
	}
	return c.Status(201).JSON(h)
}

func (a noticeRoutes) deleteHook(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	if err := a.cfg.Notices.RemoveHook(c.UserContext(), s.Address, c.Params("id")); err != nil {
		return err
	}
	return c.SendStatus(204)
}

func (a noticeRoutes) getDeliveries(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	cursor, most, err := pageOf(c)
	if err != nil {
		return err
	}
	list, err := a.cfg.Notices.Deliveries(c.UserContext(), s.Address, c.Params("id"))
	if err != nil {
		return err
	}
	return c.JSON(cut(list, func(d wire.Delivery) string { return fmt.Sprint(d.Notice, ".", d.Attempt) }, cursor, most))
}

func (a noticeRoutes) postNoticeTest(c *fiber.Ctx) error {
	s, err := a.session(c)
	if err != nil {
		return err
	}
	if err := limit(c, a.tests, s.Address.String()); err != nil {
		return err
	}
	if err := a.cfg.Notices.Test(c.UserContext(), s.Address); err != nil {
		return err
	}
	return c.SendStatus(204)
}
