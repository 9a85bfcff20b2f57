package text

// Words of what a quote binds either side to: what the user pays for in any case, what the node owes, and free time.
var (
	PromiseTitle = Text{"What you agree to", "双方约定"}

	CommitNone  = Text{"You can leave at any time: you pay for the time until then.", "你可以随时退出，只付到那时为止的费用。"}
	CommitSome  = Text{"You pay for at least %s = %s, even if you leave earlier. If the node ends the order or says that it will, you pay for what was served; if it never starts it, nothing. A node that merely falls silent does not free you.", "至少要付 %s的费用，即 %s，提前退出也一样。若节点终止订单或宣布将终止，只付已服务的部分；若从未启动，则不收。节点只是失联，承诺仍然有效。"}
	CommitAll   = Text{"You pay for all of %s = %s, even if you leave earlier. If the node ends the order or says that it will, you pay for what was served; if it never starts it, nothing. A node that merely falls silent does not free you.", "要付全部 %s的费用，即 %s，提前退出也一样。若节点终止订单或宣布将终止，只付已服务的部分；若从未启动，则不收。节点只是失联，承诺仍然有效。"}
	CommitAfter = Text{"In the free time at the start (%s) you can still leave for nothing.", "在最初免费的时间（%s）内，仍可退出且不付费。"}

	NoticeNone = Text{"The node may leave at any moment. It then keeps what it has earned until then, and the rest comes back to you.", "节点随时可能退出。届时它只得到此前赚取的部分，其余退还给你。"}
	NoticeSome = Text{"The node announces its leaving %s before. If it does not, you get up to %[2]s of what it earned: the pay for as many seconds as its notice was too short.", "节点退出前须提前 %s通知。若未做到，差多少时间，就把多少时间的收入赔给你，最多 %[2]s。"}

	FreeFor      = Text{"It is free for you at first (%s): leave in that time and everything comes back.", "你最初免费试用 %s：期间退出，全额退还。"}
	FreeStake    = Text{"%s of your stake is locked for that. It goes on earning, and is free again once the time is over or the order ends.", "为此会锁定你质押的 %s。它继续产生收益，试用期满或订单结束后解锁。"}
	FreeNot      = Text{"No free time: you pay from the first second.", "没有免费试用，从第一秒起计费。"}
	FreeNotFirst = Text{"No free time for you: the node gives it to new users, and an order of yours ran here before. You pay from the first second.", "你没有免费试用：它只给新用户，而你在这里有过订单。从第一秒起计费。"}
	FreeUnsure   = Text{"No free time: the node could not look up your stake now. Ask again later, or pay from the first second.", "没有免费试用：节点暂时查不到你的质押。可稍后重新询价，或从第一秒起付费。"}
	FreeNoStake  = Text{"No free time for you: the node asks for a stake of %s, and you have %s that counts. You pay from the first second.", "你没有免费试用：节点要求质押 %s，而你计入的质押只有 %s。从第一秒起计费。"}

	// In short, in a list of answers.
	CommitName   = Text{"You pay for at least", "至少付费"}
	CommitIs     = Text{"%s = %s, even if you leave earlier", "%s，即 %s，提前退出也一样"}
	CommitFree   = Text{"what you use: leave when you like", "只付所用，随时可退出"}
	FreeName     = Text{"Free for you", "你的免费试用"}
	FreeIs       = Text{"the first %s", "最初 %s"}
	FreeHolds    = Text{"the first %s; holds %s of your stake", "最初 %s，锁定质押 %s"}
	FreeNone     = Text{"nothing", "无"}
	FreeOnce     = Text{"nothing: not your first order here", "无：你在此有过订单"}
	FreeUnstaked = Text{"nothing: needs a stake of %s, you have %s that counts", "无：需质押 %s，你计入的只有 %s"}
	FreeUnknown  = Text{"nothing: the node could not look up your stake now", "无：节点暂时查不到你的质押"}
	NoticeShort  = Text{"%s before it leaves", "退出前 %s"}
	NoticeNot    = Text{"none: it may leave at any moment", "无，随时可能退出"}
	PaysAtLeast  = Text{"%s of it is paid even if you leave at once.", "其中 %s 即使马上退出也要付。"}

	ReferrerGets = Text{"%[2]s gets %[1]s of what the node earns. That is out of the node's part; you pay no more.", "节点收入的 %[1]s 归 %[2]s。这由节点承担，你不会多付。"}
	TrafficOpens = Text{"Traffic opens with the time that is paid for, an hour ahead, and at once for what you commit to: after half of the time, half of %s.", "流量随已付费的时间逐步开放（提前一小时，承诺的部分立即开放）：时间过半，可用 %s 的一半。"}
)
