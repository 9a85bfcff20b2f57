package text

// Words of who may open an order's services.
var (
	AccessParts = Text{"What of access", "访问内容"}

	ShareTitle   = Text{"Who may open it", "谁可以打开"}
	ShareLoading = Text{"Asking the node who may open it", "正在向节点查询访问设置"}
	ShareNoHTTP  = Text{"None of your services has an HTTP port, so there is nothing to open in a browser.", "你的服务都没有 HTTP 端口，因此没有可以用浏览器打开的内容。"}
	ShareSaved   = Text{"Saved. It holds from now on.", "已保存，立即生效。"}
	ShareSave    = Text{"Save", "保存"}
	ShareSaving  = Text{"Saving", "正在保存"}
	ShareDrop    = Text{"Leave it as it was", "不改了"}

	SharePrivateNote = Text{"Only you, from this page.", "只有你自己，从本页打开。"}
	ShareLinkNote    = Text{"You, and whoever has a link that you made.", "你，以及拿到你所建链接的人。"}
	SharePublicNote  = Text{"Everyone on the internet, or whoever knows the password.", "互联网上的所有人，或知道密码的人。"}

	SharePrivateDo = Text{"Make it private", "设为私有"}
	ShareLinkDo    = Text{"Open it to links only", "仅允许链接打开"}
	SharePublicDo  = Text{"Open it to everyone", "向所有人开放"}

	ShareNarrowPrivate = Text{"Everyone but you is signed out within 5 seconds. Links that you made open nothing until you allow links again.", "除你之外的人会在 5 秒内退出。已建的链接暂时无法打开，直到你重新允许链接。"}
	ShareNarrowLink    = Text{"Everyone who came without a link is signed out within 5 seconds.", "没有通过链接进来的人会在 5 秒内退出。"}
	ShareNarrowWord    = Text{"Whoever is in without the password is asked for it.", "没有输入过密码的人会被要求输入密码。"}

	ShareConfirm     = Text{"Open %s to everyone?", "向所有人开放 %s？"}
	ShareConfirmOpen = Text{"Anyone on the internet can open %s from now on, without asking you. Search engines may find it.", "从现在起，互联网上的任何人都可以打开 %s，无需经过你同意，也可能被搜索引擎收录。"}
	ShareConfirmWord = Text{"Anyone who knows the user and the password can open %s from now on, without asking you.", "从现在起，知道用户名和密码的任何人都可以打开 %s，无需经过你同意。"}
	ShareConfirmAll  = Text{"That is everything that the service shows to a browser: check that nothing in it is meant for you alone.", "公开的是服务向浏览器展示的全部内容，请确认其中没有仅供你自己查看的东西。"}
	ShareConfirmLoad = Text{"What strangers load counts against this order's traffic: %s of %s is used.", "访客产生的流量计入本订单：已用 %s，共 %s。"}
	ShareConfirmBack = Text{"You can take it back at any time. Then they are out within 5 seconds.", "你随时可以收回，访客会在 5 秒内退出。"}
	ShareConfirmKeep = Text{"Keep it as it is", "保持现状"}

	ShareSettings = Text{"Settings for everyone", "公开访问的设置"}
	ShareWord     = Text{"Ask for a password", "需要密码"}
	ShareWordNote = Text{"Browsers ask visitors for it, and programs send it (HTTP Basic).", "浏览器会向访客询问，程序可直接发送（HTTP Basic）。"}
	ShareUser     = Text{"User", "用户名"}
	SharePassword = Text{"Password", "密码"}
	ShareKeep     = Text{"One is set. Leave this empty to keep it.", "已设置密码，留空则保持不变。"}
	ShareNoUser   = Text{"Enter a user name without a colon.", "请输入用户名，不能含冒号。"}
	ShareNoWord   = Text{"Enter a password of at least %d characters.", "请输入至少 %d 个字符的密码。"}
	ShareShow     = Text{"Show", "显示"}
	ShareHide     = Text{"Hide", "隐藏"}
	ShareMake     = Text{"Make one up", "随机生成"}
	ShareRate     = Text{"Requests a minute from one address", "每个地址每分钟的请求数"}
	ShareRateHelp = Text{"More are answered with “too many”. Empty: as many as the node allows.", "超出的请求会被拒绝。留空则以节点允许的上限为准。"}
	ShareRateMost = Text{"More are answered with “too many”. The node allows up to %d.", "超出的请求会被拒绝。节点最多允许 %d 次。"}
	ShareRateBad  = Text{"Enter a whole number above 0.", "请输入大于 0 的整数。"}
	ShareRateOver = Text{"The node allows %d at most.", "节点最多允许 %d 次。"}

	ShareStay     = Text{"How long visitors stay signed in", "访客保持登录的时间"}
	ShareStayNow  = Text{"%s unused, %s in all", "闲置 %s，最长 %s"}
	ShareStayIdle = Text{"Until they have not used it for", "闲置多久后退出"}
	ShareStayLife = Text{"And at most", "最长保持"}
	ShareStayWhy  = Text{"After that a visitor needs the link again, and you open it from here again. It holds for whoever comes from now on.", "到时访客需要重新使用链接，你也需要从本页重新打开。对之后进来的人生效。"}
	ShareStayOver = Text{"Unused time cannot be longer than the whole.", "闲置时间不能超过最长时间。"}

	ShareOpenAt    = Text{"Anyone can open it here", "任何人都可以在此打开"}
	ShareOpenWord  = Text{"Whoever knows the password can open it here", "知道密码的人可以在此打开"}
	ShareSend      = Text{"Share", "分享"}
	ShareQR        = Text{"QR code", "二维码"}
	ShareQRWords   = Text{"Point a phone's camera at it.", "用手机相机扫描。"}
	ShareNotShared = Text{"The device could not share it. Copy it instead.", "设备无法分享，请改用复制。"}
)

// Visibilities are what a service's visibility is called.
var Visibilities = map[string]Text{
	"private": {"Private", "私有"},
	"link":    {"With a link", "凭链接"},
	"public":  {"Everyone", "所有人"},
}

// VisibilityBadges are the same at a glance.
var VisibilityBadges = map[string]Text{
	"private": {"Private", "私有"},
	"link":    {"Links", "凭链接"},
	"public":  {"Public", "公开"},
	"word":    {"Public, with a password", "公开（需密码）"},
}

// Words of share links.
var (
	LinksTitle   = Text{"Links", "链接"}
	LinksLoading = Text{"Asking the node for the links", "正在向节点查询链接"}
	LinksEmpty   = Text{"No links yet", "还没有链接"}
	LinksEmptyDo = Text{"A link lets somebody open a service without a wallet, for as long as you say. You can take it back at any time.", "链接让别人无需钱包即可在你指定的时间内打开服务，你随时可以收回。"}
	LinksFull    = Text{"An order has %d links at most. Revoke one to make another.", "一个订单最多 %d 个链接。请先撤销一个再新建。"}
	LinkMake     = Text{"Make a link", "新建链接"}
	LinkMaking   = Text{"Making the link", "正在创建链接"}
	LinkOpens    = Text{"%s is private now. With the first link it is opened to whoever has one, and stays closed to all others.", "%s 目前是私有的。建立第一个链接后，拿到链接的人可以打开，其他人仍然不能。"}
	LinkLabel    = Text{"What is it for?", "用途"}
	LinkLabelFor = Text{"For you alone: a name or a purpose.", "仅供你自己辨认，例如人名或用途。"}
	LinkFor      = Text{"For example: Anna, the review", "例如：小王，评审"}
	LinkUntil    = Text{"How long is it good?", "有效期"}
	LinkHour     = Text{"1 hour", "1 小时"}
	LinkDay      = Text{"1 day", "1 天"}
	LinkDays     = Text{"%d days", "%d 天"}
	LinkLonger   = Text{"The order itself ends %s, and the link with it.", "订单本身在%s结束，链接随之失效。"}
	LinkMore     = Text{"Limits", "更多限制"}
	LinkPath     = Text{"Only below this path", "仅限此路径之下"}
	LinkPathHelp = Text{"/docs opens /docs and what is below it; / opens all.", "/docs 可打开 /docs 及其下内容，/ 表示全部。"}
	LinkPathBad  = Text{"Begin with / and leave out ?, #, // and dots as a part of their own.", "请以 / 开头，不要包含 ?、#、// 以及单独的 . 或 ..。"}
	LinkRead     = Text{"Read only", "只读"}
	LinkReadNote = Text{"Nothing can be sent with it: only GET and HEAD, no WebSockets.", "不能提交内容：只允许 GET 和 HEAD，不支持 WebSocket。"}
	LinkUses     = Text{"How often", "使用次数"}
	LinkUsesHelp = Text{"Each browser that opens it counts once. Empty: any number.", "每个打开它的浏览器计一次。留空表示不限。"}
	LinkUsesBad  = Text{"Enter a whole number up to 10 000, or nothing.", "请输入 1 到 10000 的整数，或留空。"}

	LinkMade     = Text{"The link is ready", "链接已创建"}
	LinkOnce     = Text{"It is shown this once. Whoever has it can open the service, so send it only to whom it is for.", "链接只显示这一次。拿到它的人就能打开服务，请只发给对应的人。"}
	LinkCopy     = Text{"Copy the link", "复制链接"}
	LinkCurl     = Text{"For programs", "供程序使用"}
	LinkDone     = Text{"Done", "完成"}
	LinkUnnamed  = Text{"Link without a name", "未命名的链接"}
	LinkUnseen   = Text{"You have a link here that you have not put away yet.", "这里有一个你还没有收好的链接。"}
	LinkSee      = Text{"Show it", "查看"}
	LinkEnds     = Text{"Ends", "失效时间"}
	LinkIn       = Text{"in %s", "%s后"}
	LinkLast     = Text{"Last used", "最近使用"}
	LinkNever    = Text{"never", "从未"}
	LinkUsed     = Text{"Used", "已用"}
	LinkLeft     = Text{"%d of %d", "%d 次，共 %d 次"}
	LinkTimes    = Plural{"%d time", "%d times", "%d 次"}
	LinkBy       = Text{"Made by", "创建者"}
	LinkByWallet = Text{"your wallet", "你的钱包"}
	LinkRevoke   = Text{"Revoke", "撤销"}
	LinkRevokeOf = Text{"Revoke: %s", "撤销：%s"}
	LinkRevoking = Text{"Revoking", "正在撤销"}
	LinkRevokeIt = Text{"Revoke “%s”?", "撤销“%s”？"}
	LinkRevokeDo = Text{"The link opens nothing any more, and whoever came by it is signed out within 5 seconds. Others are not affected.", "链接立即失效，通过它进来的人会在 5 秒内退出。其他人不受影响。"}
	LinkKeep     = Text{"Keep it", "保留"}
	LinkSpent    = Text{"used up", "次数已用完"}
	LinkOver     = Text{"over", "已失效"}
)

// Words of visitors.
var (
	VisitorsTitle   = Text{"Who has it open", "谁正在使用"}
	VisitorsLoading = Text{"Asking the node who has it open", "正在向节点查询访客"}
	VisitorsEmpty   = Text{"Nobody has it open", "目前没有人打开"}
	VisitorsEmptyDo = Text{"Each browser that is signed in to one of your services is listed here: yours, and those that came by a link. Visitors of public services are not signed in.", "登录到你服务的每个浏览器都会列在这里：你自己的，以及通过链接进来的。公开服务的访客无需登录，不会列出。"}
	VisitorYou      = Text{"You", "你"}
	VisitorBy       = Text{"by the link “%s”", "通过链接“%s”"}
	VisitorNet      = Text{"Network", "网络"}
	VisitorSince    = Text{"Since", "开始于"}
	VisitorSeen     = Text{"Last seen", "最近活动"}
	VisitorEnd      = Text{"Sign out", "退出登录"}
	VisitorEndWhose = Text{"Sign out: %s", "退出登录：%s"}
	VisitorAll      = Text{"Sign out all but me", "退出除我之外的所有人"}
	VisitorAllIt    = Text{"Sign out everybody but you?", "退出除你之外的所有人？"}
	VisitorAllDo    = Text{"Everybody who came by a link is signed out within 5 seconds. Links that are still good let them in again: revoke those, too, if they are to stay out.", "通过链接进来的人会在 5 秒内退出。仍有效的链接可以让他们再次进入，如需彻底拒绝，请同时撤销链接。"}
	VisitorEnded    = Text{"Signed out.", "已退出。"}
	VisitorStale    = Text{"The node does not answer now; this is as it was at %s.", "节点暂时没有响应，以下是 %s 的情况。"}
	VisitorUnknown  = Text{"Unknown browser", "未知浏览器"}
	VisitorProgram  = Text{"A program (%s)", "程序（%s）"}
	VisitorOn       = Text{"%[1]s on %[2]s", "%[2]s 上的 %[1]s"}
)
