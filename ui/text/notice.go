package text

import "berth/shared/wire"

// Words of the page of notices, and of notices themselves wherever they are shown. Of a notice's title the argument is the order's number; of
// its words the first is the node's name and the second a time.
var (
	Notices         = Text{"Notices", "通知"}
	NoticesLead     = Text{"What you should know of your orders while you are away, and where it is sent.", "你不在时应当知道的订单消息，以及发送到哪里。"}
	NoticesSee      = Text{"Notices and devices", "通知与设备"}
	NoticesLogin    = Text{"Log in to see what there is to tell you.", "登录后查看给你的通知。"}
	NoticesNone     = Text{"Nothing so far", "暂无通知"}
	NoticesNoneText = Text{"When an order runs low, its node goes away, or it ends, it says so here.", "订单时间将尽、节点失联或订单结束时，会在这里告诉你。"}
	NoticesLoading  = Text{"Loading your notices", "正在加载通知"}

	NoticeDevices    = Text{"This device", "本设备"}
	NoticeDeviceText = Text{"Your browser shows notices even while no page of Berth is open. Your browser's push service passes them on and cannot read them.", "即使没有打开 Berth 页面，浏览器也会显示通知。浏览器的推送服务只转发，无法读取内容。"}
	NoticeDeviceOn   = Text{"Notify me on this device", "在本设备上通知我"}
	NoticeDeviceOff  = Text{"Stop on this device", "停止本设备的通知"}
	NoticeDeviceIs   = Text{"This device gets your notices.", "本设备会收到你的通知。"}
	NoticeNoPush     = Text{"This browser cannot show notices from here. On an iPhone or iPad, install Berth first.", "此浏览器无法显示通知。在 iPhone 或 iPad 上，请先安装 Berth。"}
	NoticeDenied     = Text{"You have refused notices from this site. Allow them in your browser's settings for this page, then try again.", "你已拒绝本站通知。请在浏览器的网站设置中允许，然后重试。"}
	NoticeNoService  = Text{"Your browser could not reach its push service. Try again later, or with another browser.", "浏览器无法连接其推送服务。请稍后再试，或换一个浏览器。"}
	NoticeOthers     = Text{"All devices", "所有设备"}
	NoticeAdded      = Text{"since %s, by %s", "自 %s 起，经由 %s"}
	NoticeRemove     = Text{"Remove %s", "移除 %s"}
	NoticeTry        = Text{"Send a test", "发送测试通知"}
	NoticeTried      = Text{"A test is on its way.", "测试通知已发出。"}

	NoticeWhich     = Text{"Which ones are sent", "发送哪些通知"}
	NoticeWhichText = Text{"All are listed here; these are sent to your devices and webhooks, too.", "全部通知都列在这里；勾选的还会发送到你的设备和 Webhook。"}
	NoticeQuiet     = Text{"Quiet hours", "免打扰时段"}
	NoticeQuietOn   = Text{"Hold back what comes at night", "夜间暂不打扰"}
	NoticeQuietNote = Text{"Devices get it when the time is over; webhooks at once. Times are those of %s.", "时段结束后再发到设备；Webhook 立即发送。时间按 %s。"}
	NoticeFrom      = Text{"From", "从"}
	NoticeTo        = Text{"To", "到"}
	NoticeSave      = Text{"Save", "保存"}
	NoticeSaved     = Text{"Saved", "已保存"}

	NoticeMail       = Text{"E-mail", "电子邮件"}
	NoticeMailText   = Text{"One address for your wallet. It gets one mail first, with a link to confirm; nothing else comes before that. Nobody else sees it, and each mail has a link to stop.", "每个钱包一个地址。先会收到一封带确认链接的邮件，确认之前不会发送任何其他内容。其他人看不到这个地址，每封邮件都有停止链接。"}
	NoticeMailWhere  = Text{"Address", "邮箱地址"}
	NoticeMailAdd    = Text{"Send the link", "发送确认链接"}
	NoticeMailWaits  = Text{"Waiting for you to open the link that was sent to %s. If nothing comes, look among spam; an address is sent two links a day at most.", "等待你打开发送到 %s 的链接。如果没有收到，请查看垃圾邮件；每个地址每天最多发送两次链接。"}
	NoticeMailIs     = Text{"Your notices go to %s, since %s.", "通知发送到 %s，自 %s 起。"}
	NoticeMailRemove = Text{"Remove the address", "移除地址"}

	NoticeHooks      = Text{"Webhooks", "Webhook 推送"}
	NoticeHooksText  = Text{"Notices are posted as JSON to an https address of yours, signed as Standard Webhooks has it, and tried again for three days.", "通知以 JSON 发送到你的 https 地址，按 Standard Webhooks 签名，失败会重试三天。"}
	NoticeHookURL    = Text{"Address", "地址"}
	NoticeHookAdd    = Text{"Add", "添加"}
	NoticeHookSecret = Text{"Its secret, shown this once: keep it where your receiver checks signatures.", "密钥只显示这一次：请保存到接收端用于验证签名。"}

	AlarmTitle    = Text{"When something dies", "服务出故障时"}
	AlarmOn       = Text{"Tell me when it dies", "出故障时通知我"}
	AlarmSigns    = Text{"Your wallet signs once. It costs nothing.", "钱包签名一次，不花钱。"}
	AlarmUntil    = Text{"On until %s, of which you are told a week before. To go on after that, switch it off and on again.", "有效期至 %s，到期前一周会通知你。之后要继续，请关闭再打开。"}
	AlarmLoading  = Text{"Asking the platform", "正在查询平台"}
	AlarmSees     = Text{"What the platform can see by it", "平台由此能看到什么"}
	AlarmSeesText = Text{"Whether all that this order runs is up, and if not: how many services are down, since when, and one word on why (crash, memory, evicted, gone, silent, image). Not what they are, nor their names, logs, settings or visitors. It can change nothing. It asks the node twice a minute; you can end it here, or under Access, Keys.", "本订单运行的服务是否都正常；若不正常：有几个停止、从何时起，以及一个词的原因（崩溃、内存、被移出、消失、无响应、镜像）。看不到服务是什么，也看不到名称、日志、设置或访客，更无法改动任何东西。平台每分钟询问节点两次；你可以在这里或“访问 › 密钥”中结束。"}
	AlarmKept     = Text{"The platform asks no more. Its key is still listed at the node: remove it under Access, Keys, if you like.", "平台已不再询问。它的密钥仍列在节点上：可在“访问 › 密钥”中移除。"}
	AlarmWhere    = Text{"Where notices are sent", "通知发送到哪里"}

	NoticeKindLow         = Text{"An order's time runs out", "订单时间将尽"}
	NoticeKindDied        = Text{"Something that you run has died", "你运行的服务出了故障"}
	NoticeKindBack        = Text{"What had died runs again", "出故障的服务已恢复"}
	NoticeKindUnwatched   = Text{"You will not be told of faults much longer", "故障通知即将到期"}
	NoticeKindMaintenance = Text{"A node announces maintenance", "节点宣布维护"}
	NoticeKindLeaving     = Text{"A node announces that it ends an order", "节点宣布将结束订单"}
	NoticeKindDown        = Text{"A node does not answer", "节点没有响应"}
	NoticeKindEnded       = Text{"An order has ended", "订单已结束"}
	NoticeKindWillExtend  = Text{"Your agent is about to extend an order", "代理即将续期订单"}
	NoticeKindWillEnd     = Text{"Your agent is about to cancel an order", "代理即将取消订单"}
	NoticeKindDid         = Text{"Your agent has acted", "代理已执行操作"}

	NoticeLow             = Text{"Order %s ends soon", "订单 %s 即将结束"}
	NoticeLowText         = Text{"%[1]s runs it until %[2]s. Extend it before then, or it ends.", "%[1]s 将运行它到 %[2]s。请在此之前续期，否则订单结束。"}
	NoticeDied            = Text{"Something in order %s has died", "订单 %s 中有服务停止运行"}
	NoticeDiedText        = Text{"It runs at %[1]s and has been down since %[2]s. Open the order to see which service, and its log.", "它在 %[1]s 上，自 %[2]s 起停止运行。打开订单可查看是哪个服务及其日志。"}
	NoticeMemoryText      = Text{"It needed more memory than the order has, and was ended at %[1]s on %[2]s. Open the order to see which service.", "所需内存超出订单的内存，已于 %[2]s 在 %[1]s 上被结束。打开订单可查看是哪个服务。"}
	NoticeEvictedText     = Text{"The machine at %[1]s put it out on %[2]s, for what it used or because the machine was too full. Open the order to see more.", "由于用量超限或机器已满，它于 %[2]s 在 %[1]s 上被移出。打开订单可查看详情。"}
	NoticeGoneText        = Text{"Its process at %[1]s has been gone since %[2]s, and no other has begun yet. Open the order to see more.", "它在 %[1]s 上的进程自 %[2]s 起消失，尚未重新启动。打开订单可查看详情。"}
	NoticeSilent          = Text{"Something in order %s has stopped answering", "订单 %s 中有服务不再响应"}
	NoticeSilentText      = Text{"It runs at %[1]s and has not answered since %[2]s. Open the order to see its log, or restart it.", "它仍在 %[1]s 上运行，自 %[2]s 起没有响应。打开订单可查看日志或重启。"}
	NoticeImageText       = Text{"Its image cannot be had at %[1]s since %[2]s. Open the order to see which one.", "自 %[2]s 起，%[1]s 无法取得它的镜像。打开订单可查看是哪个镜像。"}
	NoticeBack            = Text{"All of order %s runs again", "订单 %s 已全部恢复运行"}
	NoticeBackText        = Text{"It runs at %[1]s and has for some minutes, by %[2]s.", "它在 %[1]s 上已恢复运行几分钟（%[2]s）。"}
	NoticeUnwatched       = Text{"Faults of order %s will not be told much longer", "订单 %s 的故障通知即将到期"}
	NoticeUnwatchedText   = Text{"You asked to be told when something of it dies at %[1]s, until %[2]s. To go on after that, open the order, and switch that off and on again: your wallet signs once.", "你开启的“出故障时通知我”（节点 %[1]s）将于 %[2]s 到期。如要继续，请打开订单，关闭后重新开启，钱包签名一次即可。"}
	NoticeMaintenance     = Text{"Maintenance at the node of order %s", "订单 %s 的节点正在维护"}
	NoticeMaintenanceText = Text{"%[1]s announced it on %[2]s. What runs goes on unless it says otherwise.", "%[1]s 于 %[2]s 宣布维护。除非另有说明，正在运行的继续运行。"}
	NoticeLeaving         = Text{"The node will end order %s", "节点将结束订单 %s"}
	NoticeLeavingText     = Text{"%[1]s ends it on %[2]s. Save what you need before then.", "%[1]s 将于 %[2]s 结束它。请提前保存所需数据。"}
	NoticeDown            = Text{"The node of order %s does not answer", "订单 %s 的节点没有响应"}
	NoticeDownText        = Text{"%[1]s was seen last on %[2]s.", "%[1]s 最后一次响应于 %[2]s。"}
	NoticeEnded           = Text{"Order %s has ended", "订单 %s 已结束"}
	NoticeEndedText       = Text{"It ran at %[1]s and ended on %[2]s.", "它在 %[1]s 上运行，于 %[2]s 结束。"}
	NoticeWillExtend      = Text{"Order %s is about to be extended", "订单 %s 即将续期"}
	NoticeWillExtendText  = Text{"Your agent gives it more time at %[1]s, on %[2]s.", "你的代理将在 %[2]s 为它在 %[1]s 续期。"}
	NoticeWillEnd         = Text{"Order %s is about to be cancelled", "订单 %s 即将取消"}
	NoticeWillEndText     = Text{"%[1]s does not answer. Your agent cancels the order on %[2]s unless it comes back.", "%[1]s 没有响应。若未恢复，你的代理将于 %[2]s 取消订单。"}
	NoticeExtended        = Text{"Your agent extended order %s", "代理已续期订单 %s"}
	NoticeExtendedText    = Text{"It has more time at %[1]s since %[2]s.", "它在 %[1]s 的时间已于 %[2]s 延长。"}
	NoticeCancelled       = Text{"Your agent cancelled order %s", "代理已取消订单 %s"}
	NoticeCancelledText   = Text{"%[1]s did not answer; it was cancelled on %[2]s.", "%[1]s 没有响应，订单已于 %[2]s 取消。"}
	NoticeTest            = Text{"A test", "测试"}
	NoticeTestText        = Text{"Notices reach you here.", "你可以在这里收到通知。"}
)

// Words of mails, and of the pages that links in them open. They are written into assets/words for the platform.
var (
	MailConfirm     = Text{"Confirm your address for notices from Berth", "确认接收 Berth 通知的地址"}
	MailConfirmText = Text{
		"The wallet {wallet} has asked {platform} to send notices about its orders to this address.\n\nIf that was you, confirm it within a day:\n{link}\n\nIf it was not, ignore this mail: nothing more is sent. To keep such questions away for half a year:\n{stop}",
		"钱包 {wallet} 请求 {platform} 将其订单通知发送到此地址。\n\n如果是你本人，请在一天内确认：\n{link}\n\n如果不是，请忽略此邮件，不会再发送任何内容。若半年内不想再收到此类询问：\n{stop}",
	}
	MailFoot         = Text{"You get this since the wallet {wallet} named your address at {platform}, and you confirmed it. To stop: {stop}", "你收到此邮件，是因为钱包 {wallet} 在 {platform} 登记了你的地址并经你确认。停止接收：{stop}"}
	MailYes          = Text{"Send notices to this address?", "向此地址发送通知？"}
	MailYesText      = Text{"It gets what you should know of your orders: that one ends soon, that something has died, that a node goes away. Each mail has a link to stop.", "你会收到订单的重要消息：即将到期、服务出故障、节点离开等。每封邮件都有停止链接。"}
	MailYesDo        = Text{"Yes, send them", "确认接收"}
	MailYesDone      = Text{"Your address is confirmed", "地址已确认"}
	MailYesDoneText  = Text{"Notices go there from now on. You can close this page.", "之后的通知会发送到这里。你可以关闭此页面。"}
	MailStop         = Text{"Send no more to this address?", "不再向此地址发送？"}
	MailStopText     = Text{"The address is forgotten, and nothing more is sent to it. In the app your notices are still listed.", "地址会被删除，不再发送任何邮件。你的通知仍会列在应用中。"}
	MailStopDo       = Text{"Stop", "停止发送"}
	MailStopDone     = Text{"Nothing more is sent", "已停止发送"}
	MailStopDoneText = Text{"The address is forgotten. You can close this page.", "地址已删除。你可以关闭此页面。"}
)

// Mails are the words of mails: those of notices, as a service worker has them, and those of mails alone.
func (t T) Mails() map[string][2]string {
	out := t.WorkerNotices()
	for name, w := range map[string][2]Text{
		"mail:confirm": {MailConfirm, MailConfirmText}, "mail:foot": {MailFoot, MailFoot}, "mail:yes": {MailYes, MailYesText}, "mail:yes:do": {MailYesDo, MailYesDo},
		"mail:yes:done": {MailYesDone, MailYesDoneText}, "mail:stop": {MailStop, MailStopText}, "mail:stop:do": {MailStopDo, MailStopDo}, "mail:stop:done": {MailStopDone, MailStopDoneText},
	} {
		out[name] = [2]string{t.Say(w[0]), t.Say(w[1])}
	}
	return out
}

// NoticeKind is what a kind of notices is called.
func (t T) NoticeKind(k wire.NoticeKind) string {
	switch k {
	case wire.NoticeLow:
		return t.Say(NoticeKindLow)
	case wire.NoticeDied:
		return t.Say(NoticeKindDied)
	case wire.NoticeBack:
		return t.Say(NoticeKindBack)
	case wire.NoticeUnwatched:
		return t.Say(NoticeKindUnwatched)
	case wire.NoticeMaintenance:
		return t.Say(NoticeKindMaintenance)
	case wire.NoticeLeaving:
		return t.Say(NoticeKindLeaving)
	case wire.NoticeDown:
		return t.Say(NoticeKindDown)
	case wire.NoticeEnded:
		return t.Say(NoticeKindEnded)
	case wire.NoticeWillExtend:
		return t.Say(NoticeKindWillExtend)
	case wire.NoticeWillEnd:
		return t.Say(NoticeKindWillEnd)
	case wire.NoticeDid:
		return t.Say(NoticeKindDid)
	}
	return string(k)
}

// noticeWords are a notice's title and what it says.
func noticeWords(k wire.NoticeKind, why string) (title, says Text) {
	switch k {
	case wire.NoticeLow:
		return NoticeLow, NoticeLowText
	case wire.NoticeDied:
		switch wire.HealthWhy(why) {
		case wire.WhyMemory:
			return NoticeDied, NoticeMemoryText
		case wire.WhyEvicted:
			return NoticeDied, NoticeEvictedText
		case wire.WhyGone:
			return NoticeDied, NoticeGoneText
		case wire.WhySilent:
			return NoticeSilent, NoticeSilentText
		case wire.WhyImage:
			return NoticeDied, NoticeImageText
		}
		return NoticeDied, NoticeDiedText
	case wire.NoticeBack:
		return NoticeBack, NoticeBackText
	case wire.NoticeUnwatched:
		return NoticeUnwatched, NoticeUnwatchedText
	case wire.NoticeMaintenance:
		return NoticeMaintenance, NoticeMaintenanceText
	case wire.NoticeLeaving:
		return NoticeLeaving, NoticeLeavingText
	case wire.NoticeDown:
		return NoticeDown, NoticeDownText
	case wire.NoticeEnded:
		return NoticeEnded, NoticeEndedText
	case wire.NoticeWillExtend:
		return NoticeWillExtend, NoticeWillExtendText
	case wire.NoticeWillEnd:
		return NoticeWillEnd, NoticeWillEndText
	case wire.NoticeDid:
		if why == "end" {
			return NoticeCancelled, NoticeCancelledText
		}
		return NoticeExtended, NoticeExtendedText
	}
	return NoticeTest, NoticeTestText
}

// Notice is a notice in words.
func (t T) Notice(n wire.Notice) (title, says string) {
	a, b := noticeWords(n.Kind, n.Why)
	if n.Kind == wire.NoticeTest {
		return t.Say(a), t.Say(b)
	}
	return t.Say(a, n.Order.String()), t.Say(b, n.NodeName, t.Date(n.Moment()))
}

// noticeWhys are the reasons of a kind of notices that have words of their own; the empty one is any other.
func noticeWhys(k wire.NoticeKind) []string {
	switch k {
	case wire.NoticeDid:
		return []string{"", "end"}
	case wire.NoticeDied:
		return []string{"", string(wire.WhyMemory), string(wire.WhyEvicted), string(wire.WhyGone), string(wire.WhySilent), string(wire.WhyImage)}
	}
	return []string{""}
}

// WorkerNotices are the words of notices for the service worker: by kind, or by kind and reason, title and text with {order}, {node} and
// {time} in them.
func (t T) WorkerNotices() map[string][2]string {
	out := map[string][2]string{}
	for _, k := range wire.NoticeKinds {
		for _, why := range noticeWhys(k) {
			a, b := noticeWords(k, why)
			name := string(k)
			if why != "" {
				name += ":" + why
			}
			out[name] = [2]string{t.Say(a, "{order}"), t.Say(b, "{node}", "{time}")}
		}
	}
	out[string(wire.NoticeTest)] = [2]string{t.Say(NoticeTest), t.Say(NoticeTestText)}
	return out
}
