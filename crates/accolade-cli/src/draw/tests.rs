use super::{BadgeArt, png, svg};
