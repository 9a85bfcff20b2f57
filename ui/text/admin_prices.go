package text

// Words of a node's prices and of whom it serves.
var (
	AdminMarketNone = Text{"Start the gateway with --platform and the address of a platform, and its public list says here what others charge.", "启动网关时用 --platform 指定一个平台的地址，这里便会显示其公开列表中其他节点的价格。"}
	AdminMarketNot  = Text{"The node has no prices yet.", "该节点尚无价格。"}
	AdminMarketBy   = Text{"By the public list of %s, read %s.", "依据 %s 的公开列表，读取于 %s。"}
	AdminMarketMore = Text{"It lists more nodes than were read.", "列表中的节点多于所读取的数量。"}
	AdminPricesLead = Text{"What you ask for, whom you serve, and what you promise. A change holds for the next offer, without a restart; orders that are made keep their terms.", "你的报价、服务对象和承诺。修改对下一次询价即时生效，无需重启；已成立的订单条款不变。"}

	AdminPrices     = Text{"List prices", "标价"}
	AdminPricesHelp = Text{"For an hour; traffic once, by the GiB. Before they move with the load, and before discounts.", "按每小时计，流量按每 GiB 计一次；未计负载浮动和折扣。"}
	AdminCore       = Text{"Core", "CPU（核）"}
	AdminMemory     = Text{"Memory, GiB", "内存（GiB）"}
	AdminDisk       = Text{"Disk, GiB", "磁盘（GiB）"}
	AdminTrafficOf  = Text{"Traffic, GiB", "流量（GiB）"}
	AdminGPU        = Text{"GPU device", "GPU（块）"}
	AdminExample    = Text{"2 cores, 4 GiB memory and 20 GiB disk: %s", "2 核、4 GiB 内存、20 GiB 磁盘：%s"}
	AdminTokenOut   = Text{"Stop taking %s", "不再接受 %s"}
	AdminTokenIn    = Text{"Take %s, too", "也接受 %s"}

	AdminRange      = Text{"Load curve", "负载曲线"}
	AdminRangeHelp  = Text{"In percent of the list price: the floor with nothing taken, the ceiling with all taken, in a straight line between. Both 100: the price does not move.", "以标价的百分比计：全部空闲时为下限，全部占用时为上限，中间线性变化。两者都为 100 则价格不变。"}
	AdminFloor      = Text{"Floor", "下限"}
	AdminCeiling    = Text{"Ceiling", "上限"}
	AdminRangeNone  = Text{"the price does not move", "价格不随负载变化"}
	AdminRangeWords = Text{"%d\u00a0%% to %d\u00a0%% of the list price", "标价的 %d\u00a0%% 到 %d\u00a0%%"}
	AdminRangeNow   = Text{"Now, with %s taken: %s of the list price.", "当前占用 %s：标价的 %s。"}

	AdminDiscounts     = Text{"Discounts with commitment", "承诺折扣"}
	AdminDiscountsHelp = Text{"Who takes one commits to pay for that long. Both numbers rise from line to line.", "用户须承诺付足这段时间。时长和折扣须逐行递增。"}
	AdminDiscountsNone = Text{"No discounts", "没有折扣"}
	AdminDiscountFrom  = Text{"From", "满"}
	AdminDiscountOff   = Text{"Off", "减免"}
	AdminDiscountAdd   = Text{"Add a discount", "添加折扣"}
	AdminDiscountDrop  = Text{"Remove the discount", "删除折扣"}
	AdminDiscountWords = Text{"from %s: %d\u00a0%% off", "满 %s：减 %d\u00a0%%"}

	AdminServe       = Text{"Whom to serve", "服务对象"}
	AdminServeHelp   = Text{"By what the chain says of a user's stake and orders with any node. All zero: everybody. Orders that are live may always be replaced.", "依据链上关于用户质押和历史订单的记录。全为零则不限。进行中的订单始终可以更换。"}
	AdminServeStake  = Text{"Least free stake", "最低可用质押"}
	AdminServeOrders = Text{"Least orders that ran to their end", "最少正常到期订单数"}
	AdminServePaid   = Text{"Least time paid for", "最少付费时长"}
	AdminServeNodes  = Text{"Least nodes paid", "最少付费节点数"}
	AdminServeAll    = Text{"everybody", "所有人"}

	AdminTerms     = Text{"What you promise and ask", "承诺与要求"}
	AdminProbation = Text{"Probation, free", "免费试用期"}
	AdminProbHelp  = Text{"A user's first time with this node. 0: none.", "用户首次在此节点租用时免费。0 表示没有。"}
	AdminStake     = Text{"Stake locked for it", "试用期锁定的质押"}
	AdminStakeHelp = Text{"With 0, whoever makes a new account has free time again.", "为 0 时，换个新账户就能再次免费试用。"}
	AdminNoticeIs  = Text{"Notice", "提前通知"}
	AdminNoticeTo  = Text{"You forfeit as much of the last earnings as your notice was too short.", "通知不足的时长，将损失等长的最近收入。"}
	AdminLeast     = Text{"Shortest order", "最短时长"}
	AdminMost      = Text{"Longest order", "最长时长"}
	AdminShare     = Text{"Referrer's share, at most", "推荐人分成上限"}
	AdminShareHelp = Text{"Of what you earn, for the platform that brings the user. At most %s.", "从收入中分给带来用户的平台。最高 %s。"}
	AdminOrigins   = Text{"Sites whose pages may call the gateway", "可调用网关的网站"}
	AdminOrigHelp  = Text{"One a line, such as https://berth.example; * is any. Users' pages need it.", "每行一个，如 https://berth.example；* 表示任意。用户的页面需要它。"}

	AdminSeconds    = Text{"seconds", "秒"}
	AdminUnit       = Text{"Unit", "单位"}
	AdminFromConfig = Text{"from the configuration", "来自配置"}
	AdminFromHere   = Text{"set here", "在此设置"}
	AdminReset      = Text{"Take the configuration's", "恢复配置值"}
	AdminBadField   = Text{"This cannot be read, or is out of bounds.", "无法识别，或超出范围。"}

	AdminReview       = Text{"Review and save", "检查并保存"}
	AdminReviewNone   = Text{"Nothing is changed.", "没有修改。"}
	AdminReviewBad    = Text{"Mend the fields that are marked first.", "请先修正标出的字段。"}
	AdminDiscard      = Text{"Discard the changes", "放弃修改"}
	AdminReviewTitle  = Text{"What changes", "修改内容"}
	AdminChecking     = Text{"Checking it against the last offers", "正在用最近的询价核对"}
	AdminFlaws        = Text{"This cannot be saved", "无法保存"}
	AdminSaveNote     = Text{"Note for the history", "备注（记入历史）"}
	AdminSave         = Text{"Save", "保存"}
	AdminSaved        = Text{"Saved as version %d. It holds for the next offer.", "已保存为版本 %d，对下一次询价生效。"}
	AdminConflict     = Text{"Somebody else has saved version %d", "其他人已保存版本 %d"}
	AdminConflictText = Text{"Your entries are based on version %d. Take the newest version, keep what you entered, and look at the difference again.", "你的修改基于版本 %d。请采用最新版本并保留你的输入，再检查一次差异。"}
	AdminConflictTake = Text{"Take the newest, keep mine", "采用最新版本，保留我的输入"}
	AdminDiffOld      = Text{"was", "原为"}
	AdminDiffNew      = Text{"becomes", "改为"}
	AdminDiffFlag     = Text{"as the configuration has it", "与配置相同"}

	AdminPreview      = Text{"The last offers", "最近的询价"}
	AdminPreviewNone  = Text{"No offers have come yet. Once users ask this node for quotes, you see here how a change would have answered them.", "还没有询价。用户询价后，这里会显示修改后的答复会有何不同。"}
	AdminPreviewWas   = Text{"As answered", "实际答复"}
	AdminPreviewWould = Text{"With your changes", "修改后"}
	AdminPreviewSame  = Text{"All %d would be answered the same.", "全部 %d 个的答复不变。"}
	AdminPreviewOther = Plural{"%d of %d would be answered otherwise.", "%d of %d would be answered otherwise.", "%d 个的答复会改变（共 %d 个）。"}
	AdminPreviewHelp  = Text{"Only the policy is asked anew: room, chain and open quotes are taken as they were then.", "只重新套用策略，容量、链和有效报价按当时的情况。"}
	AdminOffered      = Text{"offered %s for %s", "出价 %s，时长 %s"}
	AdminOffersMore   = Text{"Show all %d", "显示全部 %d 个"}

	AdminVersions     = Text{"History", "历史"}
	AdminVersionsNone = Text{"Nothing was ever saved here: all is as the configuration says.", "从未在此保存过，全部以配置为准。"}
	AdminVersion      = Text{"Version %d", "版本 %d"}
	AdminVersionNow   = Text{"in force", "生效中"}

	AdminBlockedTitle = Text{"Blocked users", "屏蔽的用户"}
	AdminBlockedNone  = Text{"Nobody is blocked.", "没有屏蔽任何人。"}
	AdminBlockedHelp  = Text{"Their offers are rejected; orders that they have go on. At most %d.", "拒绝他们的询价，已有订单继续。最多 %d 个。"}
	AdminBlockAddress = Text{"Address to block", "要屏蔽的地址"}
	AdminBlockBad     = Text{"Enter an address: 0x and 40 characters.", "请输入地址：0x 加 40 个字符。"}
	AdminBlockLook    = Text{"Look at this user", "查看此用户"}
)

// AdminWhys are why an offer was rejected, for whoever runs the node.
var AdminWhys = map[string]Text{
	"price":      {"it offered too little", "出价太低"},
	"duration":   {"its duration", "时长不符"},
	"blocked":    {"the user is blocked", "用户已屏蔽"},
	"stake":      {"the user's stake is too small", "用户质押不足"},
	"record":     {"the user's record is too short", "用户履约记录不足"},
	"live-order": {"the user has a live order here", "用户在此已有进行中的订单"},
	"token":      {"this token is not taken", "不接受此代币"},
	"referrer":   {"the platform's share is too large", "平台分成过高"},
}

// settings are what can be set of a node, by their JSON names.
var settings = map[string]Text{
	"prices": AdminPrices, "range": AdminRange, "discounts": AdminDiscounts, "serve": AdminServe, "probation": AdminProbation, "probationStake": AdminStake, "notice": AdminNoticeIs,
	"minDuration": AdminLeast, "maxDuration": AdminMost, "referrerShare": AdminShare, "origins": AdminOrigins,
}

// Setting is what a setting of a node is called.
func (t T) Setting(name string) string {
	if x, ok := settings[name]; ok {
		return t.Say(x)
	}
	return name
}
