// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;
class QString;
class QWidget;

namespace hufu {

/// Labels of the few sizes the program has. All wrap, all can be selected by mouse where that helps, colours follow the palette.
QLabel *makeTitle(QWidget *parent);   ///< of a page: 22 px
QLabel *makeHeading(QWidget *parent); ///< of a section: 15 px, bold
QLabel *makeBody(QWidget *parent);    ///< running text, wraps
QLabel *makeMuted(QWidget *parent);   ///< running text in the secondary colour

} // namespace hufu
