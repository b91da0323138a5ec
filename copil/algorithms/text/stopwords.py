"""French words that carry no meaning in a search, folded.

Kept short on purpose: words that are also nouns of the trade ("été", "AS", "car", "or", "sans",
"contre", "plus") stay searchable.
"""

STOP_WORDS = frozenset(
    """
    au aux avec ce ces cet cette ceci cela ca dans de des du donc dont elle elles en et eux il ils je la le
    les leur leurs lui ma mais me meme memes mes moi mon ne ni nos notre nous on ou par pas pour qu que qui
    quoi sa se ses si son sur ta te tes toi ton tu un une vos votre vous y
    c d j l m n s t
    a ai ont avons avez avait avaient ayant est es sont sommes etes etait etaient etant etre sera seront
    soit soient fut
    aujourd hui jusqu lorsqu puisqu quoiqu quelqu
    ainsi alors aussi comme lorsque puisque quand tres afin deja encore
    """.split()
)
